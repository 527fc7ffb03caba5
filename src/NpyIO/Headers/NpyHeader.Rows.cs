using NpyIO.Errors;
using NpyIO.Headers;

namespace NpyIO;

public sealed partial class NpyHeader
{
    private NpyHeader(NpyHeader whole, long[] shape, long count)
    {
        _shape = shape;
        DType = whole.DType;
        FortranOrder = whole.FortranOrder;
        Version = whole.Version;
        DataOffset = whole.DataOffset;
        Count = count;
    }

    /// <summary>Throws unless the array has <paramref name="count"/> rows from <paramref name="start"/> on.</summary>
    internal static void CheckRows(ReadOnlySpan<long> shape, long start, long count)
    {
        if (shape.IsEmpty)
            HeaderThrow.NoRows();
        Throw.IfNegative(start);
        Throw.IfNegative(count);
        if (start > shape[0] || count > shape[0] - start)
            HeaderThrow.RowsOutside(start, count, shape[0]);
    }

    /// <summary>Returns a header with the first axis shortened to <paramref name="count"/> rows. Keeps the data offset of the file's header.</summary>
    internal NpyHeader OfRows(long count)
    {
        long[] shape = [.. _shape];
        long rows = shape[0];
        shape[0] = count;
        return new NpyHeader(this, shape, rows == 0 ? 0 : Count / rows * count);
    }
}
