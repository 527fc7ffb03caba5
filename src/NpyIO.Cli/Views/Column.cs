using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>A column of a CSV file: offset and size of its values in a record, in bytes, and their writer.</summary>
internal sealed record Column(string Name, int Offset, int Size, ValueWriter Writer)
{
    /// <summary>Nested fields are <c>a.b</c>, the elements of sub-arrays <c>a[0,1]</c>; a dtype that is not a record has one column without a name.</summary>
    internal static List<Column> Of(DType dtype, ValueStyle style, ItemBytes items)
    {
        var columns = new List<Column>();
        Add(columns, "", 0, dtype, style, items);
        return columns;
    }

    private static void Add(List<Column> columns, string name, int offset, DType dtype, ValueStyle style, ItemBytes items)
    {
        if (dtype.IsStruct)
        {
            foreach (Field field in dtype.Fields)
                Add(columns, name.Length == 0 ? field.Name : $"{name}.{field.Name}", offset + (int)field.Offset, field.DType, style, items);
        }
        else if (dtype.Base is { } element)
        {
            AddElements(columns, name, offset, dtype.Shape, element, style, items);
        }
        else
        {
            columns.Add(new Column(name, offset, dtype.ItemSize, ValueWriters.Create(dtype, style, items)));
        }
    }

    private static void AddElements(List<Column> columns, string name, int offset, ReadOnlySpan<long> shape, DType element, ValueStyle style, ItemBytes items)
    {
        long count = 1;
        foreach (long length in shape)
            count *= length;
        var index = new long[shape.Length];
        for (long i = 0; i < count; i++)
        {
            Add(columns, $"{name}[{string.Join(',', index.Select(number => $"{number}"))}]", offset + (int)(i * element.ItemSize), element, style, items);
            for (int axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
    }
}
