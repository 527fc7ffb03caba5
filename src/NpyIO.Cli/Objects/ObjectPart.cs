using System.Globalization;
using NpyIO.Errors;

namespace NpyIO.Cli.Objects;

/// <summary>A value in another, and its location: a key of a dictionary, an index of a list, or a named part.</summary>
/// <param name="Value">The value.</param>
/// <param name="Key">The key, the index, or the name of a named part.</param>
/// <param name="IsNamed">Whether it is a named part, such as <c>.state</c>.</param>
/// <param name="IsKey">Whether the value is the key itself.</param>
internal readonly record struct ObjectPart(object? Value, object? Key, bool IsNamed = false, bool IsKey = false)
{
    /// <summary>The location as a Python expression.</summary>
    internal string Path => IsNamed ? $".{Key}" : PlainKey switch
    {
        null => "[None]",
        string text => $"[{PythonText.Quote(text)}]",
        bool flag => flag ? "[True]" : "[False]",
        long[] index => $"[{(index.Length == 0 ? "()" : string.Join(", ", index.Select(number => $"{number}")))}]",
        double number => $"[{number.ToString(null, CultureInfo.InvariantCulture)}]",
        ValueType value => $"[{ObjectText.Of(value)}]",
        _ => $"[{ObjectText.KindOf(Key)}]",
    };

    /// <summary>The key alone, as a segment of an entry name.</summary>
    internal string Name => PlainKey as string ?? Path.Trim('[', ']', '(', ')').Replace(", ", "-", StringComparison.Ordinal);

    /// <summary>The key. For a NumPy scalar, its value, which finds the same entry in Python.</summary>
    private object? PlainKey => Key is NdArray { PythonClass: PythonArrayClass.Scalar, DType.IsStruct: false } scalar ? scalar.GetItem() : Key;
}
