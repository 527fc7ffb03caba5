using System.Numerics;
using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Comparing;

/// <summary>What single Python objects are: their type, their number, their text.</summary>
internal static class ObjectValues
{
    private const int MaxCharacters = 60;

    /// <summary>Returns whether two values have the same type and content.</summary>
    internal static bool AreEqual(object? actual, object? desired) => NdArray.FromItem(actual).Equals(NdArray.FromItem(desired));

    /// <summary>The Python type as text, of an instance its whole class; equal if the types are.</summary>
    internal static string TypeOf(object? value) => value switch
    {
        null => "None",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        Complex => "complex",
        string => "str",
        byte[] => "bytes",
        List<byte> => "bytearray",
        List<object?> => "list",
        PickleTuple => "tuple",
        PickleSet set => set.IsFrozen ? "frozenset" : "set",
        PickleDictionary dictionary => dictionary.Kind switch
        {
            PickleDictionaryKind.Ordered => "OrderedDict",
            PickleDictionaryKind.Default => "defaultdict",
            _ => "dict",
        },
        NdArray array => array.PythonClass switch
        {
            PythonArrayClass.Scalar => "NumPy scalar",
            PythonArrayClass.Matrix => "numpy.matrix",
            PythonArrayClass.RecordArray => "numpy.recarray",
            _ => "numpy.ndarray",
        },
        PickleObject { IsReference: true } named => $"class {named.FullName}",
        PickleObject described => described.FullName,
        _ => value.GetType().Name,
    };

    /// <summary>Describes both values; if they look alike, with their types or their content.</summary>
    internal static string Describe(object? actual, object? desired)
    {
        (string text, string other) = (ObjectText.Of(actual), ObjectText.Of(desired));
        if (text == other && TypeOf(actual) is var type && TypeOf(desired) is var otherType && type != otherType)
            (text, other) = ($"{text}, {type}", $"{other}, {otherType}");
        else if (text == other && actual is byte[] && desired is byte[])
            (text, other) = (Written(actual), Written(desired));
        return $"{text} (ACTUAL), {other} (DESIRED)";
    }

    /// <summary>Returns the beginning of what Python writes for a value.</summary>
    internal static string Written(object? value)
    {
        // Only containers write the values in them as Python does.
        string text = new PickleTuple(value).ToString()[1..];
        return text.EndsWith(",)", StringComparison.Ordinal) && text.Length <= MaxCharacters + 2 ? text[..^2] : text[..Math.Min(text.Length, MaxCharacters)] + "…";
    }

    /// <summary>Returns the number as a 0-d array, or null if the value is not a number that has a dtype.</summary>
    internal static NdArray? ArrayOf(object? value) => value switch
    {
        NdArray array => array,
        bool flag => Of(flag),
        long number => Of(number),
        double number => Of(number),
        Complex number => Of(number),
        BigInteger => NdArray.FromItem(value),
        _ => null,
    };

    internal static BigInteger? WholeOf(object value) => value switch
    {
        long number => number,
        BigInteger number => number,
        _ => null,
    };

    private static NdArray Of<T>(T value)
    {
        NdArray array = NdArray.Create(DType.Of<T>(), default(ReadOnlySpan<long>));
        array.Set(value);
        return array;
    }
}
