using NpyIO.Arrays.Printing;

namespace NpyIO.Arrays.Comparing;

/// <summary>Two elements that differ, and their number in C order.</summary>
internal sealed record FoundElement(long Place, object? Actual, object? Desired, string ActualText, string DesiredText)
{
    /// <summary>The arrays have no axes; what is found does not keep them.</summary>
    internal static FoundElement Of(long place, NdArray actual, NdArray desired) => new(place, ValueOf(actual), ValueOf(desired), TextOf(actual), TextOf(desired));

    private static string TextOf(NdArray element) => ScalarText.Str(element, new PrintState(PrintOptions.Default, new PythonRepr(PrintOptions.Default)));

    private static object? ValueOf(NdArray element)
    {
        if (element.DType.IsStruct)
            return element.Copy();
        bool isText = element.DType.Kind == DTypeKind.String;
        return isText ? ElementReader.TextOrNull(ref element.Memory.At(element.Layout.Offset), element.DType) ?? TextOf(element) : element.GetValue();
    }
}
