using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>An array for people to look at.</summary>
internal abstract class ArrayView
{
    /// <summary>The width of lines in a pipe, as NumPy's.</summary>
    private const int DefaultWidth = 75;

    /// <summary>Chooses the view: a table for records, nested brackets for the rest.</summary>
    internal static ArrayView Of(NdArray array, int? terminalWidth) => array.DType.IsStruct && array.Rank > 0 && array.DType.Fields.Count > 0
        ? new RecordView(array, terminalWidth)
        : new ValueView(array, terminalWidth ?? DefaultWidth);

    internal abstract void Write(Utf8Writer output);
}
