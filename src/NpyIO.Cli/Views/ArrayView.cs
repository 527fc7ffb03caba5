using System.Globalization;
using System.Text;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Shows an array to people.</summary>
internal abstract class ArrayView
{
    // In a pipe, as in NumPy.
    private const int DefaultWidth = 75;

    internal static ArrayView Of(NdArray array, int? terminalWidth) => array.DType.IsStruct && array.Rank > 0 && array.DType.Fields.Count > 0
        ? new RecordView(array, terminalWidth)
        : new ValueView(array, terminalWidth ?? DefaultWidth);

    internal abstract void Write(Utf8Writer output);
}

/// <summary>Shows an array as NumPy prints it, in nested brackets. Leaves out the middle of a long array and says so at the end.</summary>
internal sealed class ValueView : ArrayView
{
    private readonly NdArray _array;
    private readonly int _width;
    private readonly ItemBytes _items;
    private readonly ValueWriter _element;
    private readonly ShownRange[] _shown;
    private readonly long[] _steps;
    private int _column;
    private int _cell;

    internal ValueView(NdArray array, int width)
    {
        _array = array;
        _width = width;
        _items = ItemBytes.Of(array);
        _element = ValueWriters.Create(_items.DType, HumanStyle.Instance, _items);
        _shown = ShownRange.Of(array.Shape);
        _steps = new long[array.Rank];
        long step = 1;
        for (int axis = array.Rank - 1; axis >= 0; axis--)
        {
            _steps[axis] = step;
            step *= array.Shape[axis];
        }
    }

    internal override void Write(Utf8Writer output)
    {
        if (_array.Count == 0)
        {
            output.Write($"[] (shape {ShapeText.Of(_array.Shape)})\n");
            return;
        }
        _cell = CellWidth();
        WriteAxis(0, 0, output);
        output.Write((byte)'\n');
        long shown = 1;
        foreach (ShownRange range in _shown)
            shown *= range.Count;
        if (shown < _array.Count)
            output.Write($"({_array.Count - shown} of {_array.Count} elements left out)\n");
    }

    private void WriteAxis(int axis, long first, Utf8Writer output)
    {
        if (axis == _shown.Length)
        {
            output.Write(Text(first).PadLeft(_cell).AsSpan());
            return;
        }
        bool last = axis == _shown.Length - 1;
        ShownRange range = _shown[axis];
        if (last)
            _column = _shown.Length;
        output.Write((byte)'[');
        for (long i = 0; i < range.Length; i++)
        {
            bool gap = i == range.Head && range.Count < range.Length;
            if (gap)
                i = range.Length - range.Tail;
            Separate(axis, i > 0, gap ? 3 : _cell, output);
            if (gap)
            {
                output.Write("..."u8);
                if (range.Tail == 0)
                    break;
                Separate(axis, true, _cell, output);
            }
            WriteAxis(axis + 1, first + i * _steps[axis], output);
        }
        output.Write((byte)']');
    }

    private void Separate(int axis, bool needed, int width, Utf8Writer output)
    {
        bool last = axis == _shown.Length - 1;
        if (last && _column + width + 1 + _shown.Length <= _width)   // with room for the closing brackets
        {
            if (needed)
                output.Write((byte)' ');
            _column += width + (needed ? 1 : 0);
            return;
        }
        if (!needed)
        {
            _column += width;
            return;
        }
        for (int line = last ? 1 : _shown.Length - 1 - axis; line > 0; line--)
            output.Write((byte)'\n');
        for (int i = 0; i <= axis; i++)
            output.Write((byte)' ');
        _column = axis + 1 + width;
    }

    private int CellWidth()
    {
        int width = 0;
        if (_shown.Length > 0)
            Measure(0, 0, ref width);
        return width;
    }

    private void Measure(int axis, long first, ref int width)
    {
        if (axis == _shown.Length)
        {
            width = Math.Max(width, Text(first).Length);
            return;
        }
        ShownRange range = _shown[axis];
        for (long i = 0; i < range.Length; i++)
        {
            if (i == range.Head && range.Count < range.Length)
                i = range.Length - range.Tail;
            if (i < range.Length)
                Measure(axis + 1, first + i * _steps[axis], ref width);
        }
    }

    private string Text(long index) => ValueText.Of(_element, _items.Items(index, 1));
}

/// <summary>How many elements of an axis are shown: some at its head, some at its tail.</summary>
internal readonly record struct ShownRange(long Length, long Head, long Tail)
{
    // As in NumPy: the maximum size of an array shown whole, in elements.
    private const long Threshold = 1000;

    // As in NumPy.
    private const long Edge = 3;

    internal long Count => Head + Tail;

    /// <summary>The total is bounded even for many short axes.</summary>
    internal static ShownRange[] Of(ReadOnlySpan<long> shape)
    {
        double count = 1;
        foreach (long length in shape)
            count *= length;
        var ranges = new ShownRange[shape.Length];
        long shown = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            long most = count <= Threshold ? shape[axis] : Math.Clamp(Threshold / shown, 1, 2 * Edge);
            ranges[axis] = Of(shape[axis], most);
            shown *= Math.Max(1, ranges[axis].Count);
        }
        return ranges;
    }

    // Leaving out a single element would gain nothing.
    internal static ShownRange Of(long length, long most) =>
        length <= most || (length == most + 1 && most > 1) ? new ShownRange(length, length, 0) : new ShownRange(length, (most + 1) / 2, most / 2);
}

/// <summary>Formats single values as strings, for views that need their width.</summary>
internal static class ValueText
{
    internal static string Of(ValueWriter writer, ReadOnlySpan<byte> item)
    {
        using var bytes = new MemoryStream();
        var output = new Utf8Writer(bytes, Utf8Writer.SmallBuffer);
        writer.Write(item, output);
        output.Flush();
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

/// <summary>Formats a shape as a Python tuple.</summary>
internal static class ShapeText
{
    internal static string Of(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("(");
        for (int axis = 0; axis < shape.Length; axis++)
            text.Append(axis > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{shape[axis]}");
        return text.Append(shape.Length == 1 ? ",)" : ")").ToString();
    }
}
