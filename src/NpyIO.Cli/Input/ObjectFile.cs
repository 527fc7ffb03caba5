using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Input;

/// <summary>What a pickle or a joblib file holds.</summary>
/// <param name="kind">Which of the two it is, as the contract of <c>info</c> calls it.</param>
/// <param name="value">The value.</param>
internal sealed class ObjectFile(string kind, object? value)
{
    /// <summary>How many paths a message has room for.</summary>
    private const int MostNamed = 10;

    /// <summary>How many characters of each of them.</summary>
    private const int MostCharacters = 100;

    internal string Kind => kind;

    internal object? Value => value;

    /// <summary>The array at a path, as <c>info</c> shows paths; without one, the only array there is.</summary>
    /// <exception cref="ToolException">There is none, or there are several.</exception>
    internal NdArray FindArray(string? path)
    {
        List<FoundArray> arrays = ArrayPaths.Of(value, intoArrays: path is not null);
        if (path is not null)
        {
            return arrays.Find(array => array.Path == path || array.Name == path)?.Array
                ?? throw new ToolException($"has no array at '{path}'; {(arrays.Count == 0 ? "it has none" : $"there are {Paths(arrays)}")}");
        }

        return arrays.Count switch
        {
            1 => arrays[0].Array,
            0 => throw new ToolException("has no array"),
            _ => throw new ToolException($"holds {arrays.Count} arrays, of which --entry has to name one: {Paths(arrays)}"),
        };
    }

    private static string Paths(List<FoundArray> arrays)
    {
        string paths = string.Join(", ", arrays.Take(MostNamed).Select(array => Shown(array.Path)));
        return arrays.Count <= MostNamed ? paths : $"{paths} and {arrays.Count - MostNamed} more";
    }

    private static string Shown(string path) => path.Length == 0 ? "''" : path.Length <= MostCharacters ? path : path[..MostCharacters] + "...";
}
