using NpyIO.Errors;

namespace NpyIO;

/// <summary>What differs between what a test expects and what it gets, as text.</summary>
internal static class ArrayReport
{
    /// <summary>Returns the difference as text, or null if the arrays are equal. Byte order does not count, because loading a file converts to the machine's.</summary>
    internal static string? Of(NdArray expected, NdArray actual, CompareOptions? options)
    {
        ArrayDifference difference = NdArray.Compare(InNativeOrder(actual), InNativeOrder(expected), options);
        if (difference.IsEmpty)
            return null;
        string? advice = difference.Kinds == DifferenceKinds.DType && (options ?? CompareOptions.Default).Strict ? DTypeAdvice.Of(difference.DesiredDType, difference.ActualDType) : null;
        return advice is null ? difference.ToString() : $"{difference}\n{advice}";
    }

    /// <summary>Returns the differences in names and arrays as text, or null if all are equal.</summary>
    internal static string? Of(IReadOnlyDictionary<string, NdArray> expected, IReadOnlyDictionary<string, NdArray> actual, CompareOptions? options)
    {
        CheckNull(expected, nameof(expected));
        CheckNull(actual, nameof(actual));
        string[] names = [.. expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)];
        string[] entries = [.. names
            .Select(name => (Name: name, Difference: OfEntry(expected.GetValueOrDefault(name), actual.GetValueOrDefault(name), options)))
            .Where(entry => entry.Difference is not null)
            .Select(entry => $"\n\n'{entry.Name}': {entry.Difference}")];
        return entries.Length == 0 ? null : $"{entries.Length} of {names.Length} arrays differ.{string.Concat(entries)}";
    }

    internal static Dictionary<string, NdArray> ByName(ReadOnlySpan<(string Name, NdArray Array)> actual)
    {
        var named = new Dictionary<string, NdArray>(actual.Length);
        foreach ((string name, NdArray array) in actual)
        {
            if (!named.TryAdd(name, array))
                TestingThrow.NameTwice(name, nameof(actual));
        }

        return named;
    }

    private static void CheckNull(IReadOnlyDictionary<string, NdArray> arrays, string paramName)
    {
        foreach ((string name, NdArray? array) in arrays)
        {
            if (array is null)
                TestingThrow.NullArray(name, paramName);
        }
    }

    /// <summary>Returns the array in the byte order of another dtype, if that is the same but for it; the array itself otherwise.</summary>
    internal static NdArray InOrderOf(DType dtype, NdArray array) =>
        !array.DType.Equals(dtype) && Native(array.DType).Equals(Native(dtype)) ? array.To(dtype, Casting.Equivalent) : array;

    private static NdArray InNativeOrder(NdArray array) => array.DType.IsNative ? array : array.To(Native(array.DType));

    private static DType Native(DType dtype) => dtype.WithByteOrder(BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian);

    private static string? OfEntry(NdArray? expected, NdArray? actual, CompareOptions? options) => (expected, actual) switch
    {
        (null, { } extra) => $"not expected, but there: {extra.DType} of shape {PythonText.Shape(extra.Shape)}",
        ({ } missing, null) => $"expected, but missing: {missing.DType} of shape {PythonText.Shape(missing.Shape)}",
        ({ }, { }) => Of(expected, actual, options),
        _ => null,
    };
}
