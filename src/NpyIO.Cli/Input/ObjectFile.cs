using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Input;

/// <summary>The content of a pickle or joblib file.</summary>
/// <param name="kind">The kind, as <c>info</c> names it.</param>
/// <param name="content">The values read.</param>
internal sealed class ObjectFile(string kind, JoblibContent content)
{
    private readonly object? _value = content.Values.Count == 1 ? content.Values[0] : new List<object?>(content.Values);

    /// <summary>Maximum number of paths in a message.</summary>
    private const int MaxNamed = 10;

    /// <summary>Maximum length of a path in a message, in characters.</summary>
    private const int MaxCharacters = 100;

    internal string Kind => kind;

    /// <summary>The value, or a list of all values if there are several; paths index that list.</summary>
    internal object? Value => _value;

    /// <summary>The values in the order of the file.</summary>
    internal IReadOnlyList<object?> Values => content.Values;

    /// <summary>The error of the value after the last good one, or null if all values are good.</summary>
    internal NpyFormatException? Fault => content.Fault;

    /// <summary>An error if anything follows the first value, which Python does not load; otherwise null.</summary>
    internal NpyFormatException? Trailing => content.Trailing;

    /// <summary>Returns the array at a path (as <c>info</c> shows paths) or, if no path is given, the only one.</summary>
    /// <exception cref="ToolException">There is no such array, or no path is given and there are several.</exception>
    internal NdArray FindArray(string? path)
    {
        List<FoundArray> arrays = ArrayPaths.Of(_value, intoArrays: path is not null);
        if (path is not null)
        {
            return arrays.Find(array => array.Path == path || array.Name == path)?.Array
                ?? throw new ToolException($"has no array at '{path}'; {(arrays.Count == 0 ? "it has none" : $"there are {Paths(arrays)}")}");
        }

        return arrays.Count switch
        {
            1 => arrays[0].Array,
            0 => throw new ToolException("has no array"),
            _ => throw new ToolException($"holds {arrays.Count} arrays; name one with --entry: {Paths(arrays)}"),
        };
    }

    private static string Paths(List<FoundArray> arrays)
    {
        string paths = string.Join(", ", arrays.Take(MaxNamed).Select(array => Shown(array.Path)));
        return arrays.Count <= MaxNamed ? paths : $"{paths} and {arrays.Count - MaxNamed} more";
    }

    private static string Shown(string path) => path.Length == 0 ? "''" : path.Length <= MaxCharacters ? path : path[..MaxCharacters] + "...";
}
