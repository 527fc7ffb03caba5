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

    /// <summary>Throws unless an array of this shape has some rows.</summary>
    internal static void CheckRows(ReadOnlySpan<long> shape, long start, long count)
    {
        if (shape.IsEmpty)
            HeaderThrow.NoRows();
        Throw.IfNegative(start);
        Throw.IfNegative(count);
        if (start > shape[0] || count > shape[0] - start)
            HeaderThrow.RowsOutside(start, count, shape[0]);
    }

    /// <summary>The facts of some rows of the array: the first axis is as long as they are many, no more of them than it has. Of the header in the file the length is kept.</summary>
    internal NpyHeader OfRows(long count)
    {
        long[] shape = [.. _shape];
        long rows = shape[0];
        shape[0] = count;
        return new NpyHeader(this, shape, rows == 0 ? 0 : Count / rows * count);
    }
}
