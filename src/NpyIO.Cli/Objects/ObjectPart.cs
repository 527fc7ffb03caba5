using System.Globalization;
using NpyIO.Errors;

namespace NpyIO.Cli.Objects;

/// <summary>A value in another, and its location: a key of a dictionary, an index of a list, or a named part such as <c>.state</c>. The value may be the key itself.</summary>
internal readonly record struct ObjectPart(object? Value, object? Key, bool IsNamed = false, bool IsKey = false)
{
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

    // The value of a NumPy scalar finds the same entry in Python.
    private object? PlainKey => Key is NdArray { PythonClass: PythonArrayClass.Scalar, DType.IsStruct: false } scalar ? scalar.GetItem() : Key;
}
