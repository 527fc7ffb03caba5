using System.Globalization;
using System.Numerics;
using NpyIO.DTypes;

namespace NpyIO.Cli.Objects;

/// <summary>A value in another, and where it is: the key of a dictionary, the place in a list, a named part.</summary>
/// <param name="Value">The value.</param>
/// <param name="Key">The key or place; of a named part its name.</param>
/// <param name="IsNamed">Whether it is a named part: <c>.state</c>.</param>
internal readonly record struct ObjectPart(object? Value, object? Key, bool IsNamed = false)
{
    /// <summary>Where it is, as Python would go there.</summary>
    internal string Path => IsNamed ? $".{Key}" : Key switch
    {
        null => "[None]",
        string text => $"[{PythonText.Quote(text)}]",
        bool flag => flag ? "[True]" : "[False]",
        long[] index => $"[{(index.Length == 0 ? "()" : string.Join(", ", index))}]",
        long or int or double or BigInteger => string.Create(CultureInfo.InvariantCulture, $"[{Key}]"),
        _ => $"[{Throw.Kind(Key)}]",
    };

    /// <summary>The key alone, as a part of a name.</summary>
    internal string Name => Key as string ?? Path.Trim('[', ']', '(', ')').Replace(", ", "-", StringComparison.Ordinal);
}
