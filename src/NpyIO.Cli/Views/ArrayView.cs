using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>Shows an array to people as NumPy prints it.</summary>
internal static class ArrayView
{
    /// <summary><paramref name="terminalWidth"/> is null for a pipe, where lines are as long as NumPy's.</summary>
    internal static void Write(Utf8Writer output, NdArray array, int? terminalWidth)
    {
        PrintOptions options = terminalWidth is { } width ? PrintOptions.Default with { LineWidth = width } : PrintOptions.Default;
        string text = array.ToString(options);
        if (array.Rank == 0 && IsText(array))
            output.Write(SafeText.Escape(text).AsSpan());
        else
            WriteLines(output, text);
        output.Write((byte)'\n');
    }

    // A text on its own is printed without quotes and escapes, and could break the line.
    private static bool IsText(NdArray array) =>
        array.DType.Kind is DTypeKind.String or DTypeKind.VariableString || (array.DType.Kind == DTypeKind.Object && array.GetItem() is not NdArray);

    private static void WriteLines(Utf8Writer output, string text)
    {
        bool isFirst = true;
        foreach (string line in text.Split('\n'))
        {
            if (!isFirst)
                output.Write((byte)'\n');
            isFirst = false;
            output.Write(SafeText.Escape(line).AsSpan());
        }
    }
}
