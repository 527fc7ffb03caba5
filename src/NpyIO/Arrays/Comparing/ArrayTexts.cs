namespace NpyIO.Arrays.Comparing;

/// <summary>How both arrays are printed in a message: NumPy's <c>build_err_msg</c>.</summary>
internal sealed class ArrayTexts(NdArray actual, NdArray desired)
{
    private const int MaxLines = 3;

    // assert_array_compare's default.
    private static readonly PrintOptions Options = PrintOptions.Default with { Precision = 6 };

    internal string Write() => $" ACTUAL: {TextOf(actual)}\n DESIRED: {TextOf(desired)}";

    private static string TextOf(NdArray array)
    {
        string[] lines = array.ToString("r", Options).Split('\n');
        return lines.Length <= MaxLines + 1 ? string.Join('\n', lines) : string.Join('\n', lines.Take(MaxLines)) + "...";
    }
}
