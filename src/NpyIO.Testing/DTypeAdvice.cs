using NpyIO.DTypes;

namespace NpyIO;

/// <summary>Advice on dtypes that differ, in C#'s words; the message before it uses NumPy's.</summary>
internal static class DTypeAdvice
{
    /// <summary>Returns a sentence, or null if neither a conversion nor a comparison of values exists.</summary>
    internal static string? Of(DType expected, DType actual)
    {
        string? conversion = Conversion(NdArray.Create(actual, 0), expected);
        string? values = AreComparable(expected, actual) ? "compare values alone with new CompareOptions { Strict = false }" : null;
        string[] ways = [.. new[] { conversion, values }.OfType<string>()];
        return ways.Length == 0 ? null : $"If the dtypes may differ: {string.Join(", or ", ways)}.";
    }

    private static string? Conversion(NdArray actual, DType expected)
    {
        if (expected.Kind is DTypeKind.Object or DTypeKind.Void || expected.IsStruct)
            return null;
        string target = NameOf(expected) is { } name ? $"To<{name}>(" : $"To(DType.Parse(\"{expected.Descr.Trim('\'')}\")";
        return CanConvert(actual, expected, Casting.Safe) ? $"convert the actual array with {target})"
            : CanConvert(actual, expected, Casting.Checked) ? $"convert the actual array with {target}{(target[^1] == '(' ? "" : ", ")}Casting.Checked)"
            : null;
    }

    /// <summary>The array is empty, so that only the dtypes decide.</summary>
    private static bool CanConvert(NdArray empty, DType dtype, Casting casting)
    {
        try
        {
            empty.To(dtype, casting);
            return true;
        }
        catch (InvalidCastException)
        {
            return false;
        }
    }

    private static bool AreComparable(DType expected, DType actual) =>
        NdArray.Compare(NdArray.Create(actual, 0), NdArray.Create(expected, 0), new CompareOptions { Strict = false }).IsEmpty;

    /// <summary>The type whose <c>To&lt;T&gt;</c> gives exactly this dtype; null for dates and text, whose unit or width it would not give.</summary>
    private static string? NameOf(DType dtype) =>
        dtype.Kind is DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.Float or DTypeKind.Complex ? CSharpType.Of(dtype) : null;
}
