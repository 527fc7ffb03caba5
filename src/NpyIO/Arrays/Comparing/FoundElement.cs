using System.Numerics;
using System.Text;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;

namespace NpyIO.Arrays.Comparing;

/// <summary>Two elements that differ, and their number in C order.</summary>
internal sealed record FoundElement(long Place, object? Actual, object? Desired, string ActualText, string DesiredText)
{
    /// <summary>The arrays have no axes; what is found does not keep them.</summary>
    internal static FoundElement Of(long place, NdArray actual, NdArray desired) => new(place, ValueOf(actual), ValueOf(desired), TextOf(actual), TextOf(desired));

    /// <summary>Python's <c>format</c>, which takes NumPy's numbers for its own: a long double is rounded.</summary>
    private static string TextOf(NdArray element) => element.DType.Kind switch
    {
        DTypeKind.Float => ScalarText.AppendFloat(new StringBuilder(), element.To<double>(Casting.Unsafe).ToArray()[0]).ToString(),
        DTypeKind.Complex => TextOf(element.To<Complex>(Casting.Unsafe).ToArray()[0]),
        DTypeKind.Bytes => PythonText.AppendQuoted(new StringBuilder(), element.Get<byte[]>()).ToString(),
        _ => ScalarText.Str(element, new PrintState(PrintOptions.Default, new PythonRepr(PrintOptions.Default))),
    };

    private static string TextOf(Complex number)
    {
        var text = new StringBuilder();
        ScalarText.AppendComplex(text, number);
        return text.ToString();
    }

    private static object? ValueOf(NdArray element)
    {
        if (element.DType.IsStruct)
            return element.Copy();
        bool isText = element.DType.Kind == DTypeKind.String;
        return isText ? ElementReader.TextOrNull(ref element.Memory.At(element.Layout.Offset), element.DType) ?? TextOf(element) : element.GetValue();
    }
}
