using NpyIO.Arrays;

namespace NpyIO;

// Records from columns, and columns of records.
public sealed partial class NdArray
{
    /// <summary>Copies arrays of one shape to an array of records, with a field for each and no padding: <c>np.rec.fromarrays</c>. Dtypes and byte orders stay.</summary>
    /// <param name="columns">The names of the fields, and their values.</param>
    /// <exception cref="ArgumentException">There are no columns, their shapes differ, or a name occurs twice.</exception>
    public static NdArray FromColumns(params (string Name, NdArray Array)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0)
            ArrayThrow.NoColumns();
        Field[] fields = Array.ConvertAll(columns, column => new Field(column.Name, column.Array?._dtype!));
        NdArray first = columns[0].Array;
        foreach ((string name, NdArray array) in columns)
        {
            if (!array.Shape.SequenceEqual(first.Shape))
                ArrayThrow.ColumnOfOtherShape(name, array.Shape, columns[0].Name, first.Shape);
        }

        NdArray records = Create(DType.Struct(fields), first.Shape);
        foreach ((string name, NdArray array) in columns)
            ElementAssignment.Assign(records[name], array, Casting.Equivalent);
        return records;
    }

    /// <summary>
    /// Copies every field to an array of its own, contiguous in C order and in native byte order: <c>{name: a[name].copy() for name in a.dtype.names}</c>. Nested records stay records, and
    /// sub-arrays append their axes.
    /// </summary>
    /// <returns>The arrays by the names of their fields, in the order of the fields.</returns>
    /// <exception cref="InvalidOperationException">The elements are not records.</exception>
    public IReadOnlyDictionary<string, NdArray> ToColumns()
    {
        if (!_dtype.IsStruct)
            ArrayThrow.NoRecords(_dtype);

        var columns = new OrderedDictionary<string, NdArray>(_dtype.Fields.Count);
        foreach (Field field in _dtype.Fields)
        {
            NdArray values = this[field.Name];
            columns.Add(field.Name, values.To(values._dtype.WithByteOrder(DType.NativeOrder), Casting.Equivalent));
        }

        return columns;
    }
}
