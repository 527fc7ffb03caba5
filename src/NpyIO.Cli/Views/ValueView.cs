using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

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

    /// <summary>Writes the separator before an element: a blank or line feed between values, one or more line feeds between lists.</summary>
    private void Separate(int axis, bool needed, int width, Utf8Writer output)
    {
        bool last = axis == _shown.Length - 1;
        if (last && _column + width + 1 <= _width)
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
