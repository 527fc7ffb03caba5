using System.Globalization;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Shows records as a table with a column for each field. Leaves out the middle of a long table, and the columns that do not fit the terminal.</summary>
internal sealed class RecordView : ArrayView
{
    private const long MaxRows = 40;
    private const int MaxColumns = 100;

    private const int FrameWidth = 3;

    private readonly NdArray _array;
    private readonly int? _terminalWidth;
    private readonly ItemBytes _items;
    private readonly List<Column> _columns;

    internal RecordView(NdArray array, int? terminalWidth)
    {
        _array = array;
        _terminalWidth = terminalWidth;
        _items = ItemBytes.Of(array);
        _columns = Column.Of(_items.DType, HumanStyle.Instance, _items, expand: false);
    }

    internal override void Write(Utf8Writer output)
    {
        int columns = Math.Min(_columns.Count, MaxColumns);
        List<string[]> rows = Rows(columns, out long shown);
        columns = Fitting(rows, columns);
        var table = new TextTable(Headings(columns));
        foreach (string[] row in rows)
            table.Add(row[..(columns + 1)]);
        table.Write(output, _terminalWidth);
        if (shown < _array.Count)
            output.Write($"({_array.Count - shown} of {_array.Count} records left out)\n");
        if (columns < _columns.Count)
            output.Write($"({_columns.Count - columns} of {_columns.Count} fields left out)\n");
    }

    private TextColumn[] Headings(int columns)
    {
        var headings = new TextColumn[columns + 1];
        headings[0] = new TextColumn("", AlignRight: true);
        for (int i = 0; i < columns; i++)
            headings[i + 1] = new TextColumn(SafeText.Escape(_columns[i].Name), _columns[i].Kind is not (DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void));
        return headings;
    }

    private List<string[]> Rows(int columns, out long shown)
    {
        ShownRange range = ShownRange.Of(_array.Count, MaxRows);
        shown = range.Count;
        var rows = new List<string[]>();
        for (long i = 0; i < range.Length; i++)
        {
            if (i == range.Head && range.Count < range.Length)
            {
                rows.Add([.. Enumerable.Repeat("...", columns + 1)]);
                i = range.Length - range.Tail;
            }
            rows.Add(Row(i, columns));
        }
        return rows;
    }

    private string[] Row(long index, int columns)
    {
        ReadOnlySpan<byte> item = _items.Items(index, 1);
        var cells = new string[columns + 1];
        cells[0] = IndexText(index);
        for (int i = 0; i < columns; i++)
            cells[i + 1] = ValueText.Of(_columns[i].Writer, item.Slice(_columns[i].Offset, _columns[i].Size));
        return cells;
    }

    private string IndexText(long index)
    {
        string text = "";
        for (int axis = _array.Rank - 1; axis >= 0; axis--)
        {
            text = (index % _array.Shape[axis]).ToString(CultureInfo.InvariantCulture) + (text.Length > 0 ? "," : "") + text;
            index /= _array.Shape[axis];
        }
        return text;
    }

    private int Fitting(List<string[]> rows, int columns)
    {
        if (_terminalWidth is not { } room)
            return columns;
        var table = new TextTable(Headings(columns));
        rows.ForEach(table.Add);
        int[] widths = table.Widths();
        int used = widths[0] + FrameWidth + 1;
        for (int i = 1; i <= columns; i++)
        {
            used += widths[i] + FrameWidth;
            if (used > room)
                return Math.Max(1, i - 1);
        }
        return columns;
    }
}
