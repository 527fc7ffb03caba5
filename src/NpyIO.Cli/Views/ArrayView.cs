using NpyIO.Cli.Output;

namespace NpyIO.Cli.Views;

/// <summary>Shows an array to people.</summary>
internal abstract class ArrayView
{
    /// <summary>The line width in a pipe, as in NumPy.</summary>
    private const int DefaultWidth = 75;

    /// <summary>Returns a table for records, nested brackets for any other array.</summary>
    internal static ArrayView Of(NdArray array, int? terminalWidth) => array.DType.IsStruct && array.Rank > 0 && array.DType.Fields.Count > 0
        ? new RecordView(array, terminalWidth)
        : new ValueView(array, terminalWidth ?? DefaultWidth);

    internal abstract void Write(Utf8Writer output);
}
