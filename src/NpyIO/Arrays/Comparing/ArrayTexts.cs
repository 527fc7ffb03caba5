using NpyIO.Arrays.Printing;

namespace NpyIO.Arrays.Comparing;

/// <summary>How both arrays are printed in a message: NumPy's <c>build_err_msg</c>.</summary>
internal sealed class ArrayTexts(PrintedArray actual, PrintedArray desired)
{
    /// <summary>The precision is the default of <c>assert_array_compare</c>.</summary>
    internal static readonly PrintOptions Options = PrintOptions.Default with { Precision = 6 };

    private const int MaxLines = 3;

    internal static ArrayTexts Of(NdArray actual, NdArray desired) => new(PrintedArray.Of(actual, Options), PrintedArray.Of(desired, Options));

    internal string Write() => $" ACTUAL: {TextOf(actual)}\n DESIRED: {TextOf(desired)}";

    private static string TextOf(PrintedArray array)
    {
        string[] lines = ArrayPrinter.Print(array, isRepr: true, Options).Split('\n');
        return lines.Length <= MaxLines + 1 ? string.Join('\n', lines) : string.Join('\n', lines.Take(MaxLines)) + "...";
    }
}
