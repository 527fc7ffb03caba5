using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO;

// Records from columns, and columns of records.
public sealed partial class NdArray
{
    /// <summary>Pieces that one thread takes: threads that write to one large page of fresh memory at once would both clear it.</summary>
    private const int PiecesTogether = 128;

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

        bool isPlain = !_dtype.HasObject && !_dtype.Fields.Any(field => RecordPadding.IsIn(field.DType));
        NdArray[] values = isPlain ? SplitFields() : [.. _dtype.Fields.Select(field => Native(this[field.Name]))];
        var columns = new OrderedDictionary<string, NdArray>(values.Length);
        for (int i = 0; i < values.Length; i++)
            columns.Add(_dtype.Fields[i].Name, values[i]);
        return columns;
    }

    private static NdArray NativeRoom(NdArray values)
    {
        DType dtype = values._dtype.WithByteOrder(DType.NativeOrder);
        return new NdArray(dtype, ArrayMemory.Allocate(dtype, values.Count, zeroed: false).WithHugePages(), ArrayLayout.Contiguous(values.Shape, dtype.ItemSize));
    }

    private static NdArray Native(NdArray values) => values.To(values._dtype.WithByteOrder(DType.NativeOrder), Casting.Equivalent);

    /// <summary>All fields of a piece of the records, then of the next one: each line of the cache is read once.</summary>
    private NdArray[] SplitFields()
    {
        NdArray flat = Reshape([Count]);
        NdArray[] fields = [.. _dtype.Fields.Select(field => flat[field.Name])];
        NdArray[] columns = Array.ConvertAll(fields, NativeRoom);
        ElementTransform[] transforms = [.. fields.Zip(columns, (field, column) => ElementTransform.Create(field._dtype, column._dtype, Casting.Equivalent))];
        int piece = RecordArrays.PieceOf(_dtype);
        RecordPieces.Run(Count, piece * PiecesTogether, (first, count) =>
        {
            for (long start = first; start < first + count; start += piece)
            {
                var part = new Slice(start, Math.Min(start + piece, first + count));
                for (int i = 0; i < fields.Length; i++)
                    ElementConversion.Convert(fields[i][part], transforms[i], columns[i]._dtype, ref columns[i]._memory.At(start * columns[i].Strides[0]), Order.C);
            }
        });
        return Array.ConvertAll(columns, column => column.Reshape([.. Shape, .. column.Shape[1..]]));
    }
}
