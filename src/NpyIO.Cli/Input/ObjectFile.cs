using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Input;

/// <summary>The content of a pickle or joblib file.</summary>
internal sealed class ObjectFile(string kind, JoblibContent content)
{
    private readonly object? _value = content.Values.Count == 1 ? content.Values[0] : new List<object?>(content.Values);

    private const int MaxNamed = 10;

    // In characters.
    private const int MaxCharacters = 100;

    internal string Kind => kind;

    /// <summary>The value, or a list of all values if there are several; paths index that list.</summary>
    internal object? Value => _value;

    internal IReadOnlyList<object?> Values => content.Values;

    /// <summary>The error of the value after the last good one, or null.</summary>
    internal NpyFormatException? Fault => content.Fault;

    /// <summary>An error if anything follows the first value, which Python does not load; otherwise null.</summary>
    internal NpyFormatException? Trailing => content.Trailing;

    /// <summary>Paths are as <c>info</c> shows them. Without one, returns the only array.</summary>
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
