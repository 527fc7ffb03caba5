using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>
/// Writes an array as CSV (RFC 4180 with line feeds, UTF-8): one line for a value or row; for records a line of names, then one for each record. If writing fails half-way, the last line
/// opens a quote that never ends, so that no CSV reader accepts it as a table.
/// </summary>
internal sealed class CsvValueWriter
{
    private const int MaxColumns = 1 << 20;

    private readonly ItemBytes _items;
    private readonly List<Column> _columns;
    private readonly bool _isRecord;
    private readonly long _rows;
    private readonly long _perRow;

    /// <summary>The elements are taken once. Refuses what has no form in CSV before the first character is written.</summary>
    internal CsvValueWriter(ItemBytes items)
    {
        DType dtype = items.DType;
        int rank = items.Shape.Length;
        _isRecord = dtype.IsStruct;
        int most = _isRecord ? 1 : 2;
        if (rank > most)
            throw new ToolException($"has {rank} axes, and CSV has room for {most}{(_isRecord ? " of records" : "")}");
        EmptyValues.Check(items);
        if (ColumnCount(dtype) > MaxColumns)
            throw new ToolException($"its records have more than {MaxColumns} columns");
        _items = items;
        _columns = Column.Of(dtype, CsvStyle.Instance, _items);
        _rows = rank == 0 ? 1 : items.Shape[0];
        _perRow = rank < 2 ? 1 : items.Shape[1];
    }

    /// <summary>Writes the last line feed only if the source is complete.</summary>
    internal void Write(Utf8Writer output)
    {
        try
        {
            WriteLines(output);
        }
        catch (Exception exception) when (exception is not (OutputClosedException or OutputFailedException or FileFailedException))
        {
            output.Write("\n\"npyio: incomplete"u8);
            output.Flush();
            throw;
        }
    }

    private void WriteLines(Utf8Writer output)
    {
        bool isFirst = !_isRecord;
        if (_isRecord)
            WriteNames(output);
        long next = 0;
        for (long row = 0; row < _rows; row++)
        {
            if (!isFirst)
                output.Write((byte)'\n');
            isFirst = false;
            for (long i = 0; i < _perRow; i++)
            {
                if (i > 0)
                    output.Write((byte)',');
                WriteElement(_items.Items(next++, 1), output);
            }
        }
        _items.Complete();
        if (!isFirst || _isRecord)
            output.Write((byte)'\n');
    }

    private static double ColumnCount(DType dtype)
    {
        double count = dtype.Base is null && !dtype.IsStruct ? 1 : 0;
        foreach (Field field in dtype.Fields)
            count += ColumnCount(field.DType);
        if (dtype.Base is { } element)
        {
            count = ColumnCount(element);
            foreach (long length in dtype.Shape)
                count *= length;
        }
        return count;
    }

    private void WriteNames(Utf8Writer output)
    {
        for (int i = 0; i < _columns.Count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            CsvStyle.WriteText(_columns[i].Name, output);
        }
    }

    private void WriteElement(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        for (int i = 0; i < _columns.Count; i++)
        {
            Column column = _columns[i];
            if (i > 0)
                output.Write((byte)',');
            column.Writer.Write(item.Slice(column.Offset, column.Size), output);
        }
    }
}
