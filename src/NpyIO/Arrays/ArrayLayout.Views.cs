namespace NpyIO.Arrays;

// Views: other layouts over the same memory.
internal sealed partial class ArrayLayout
{
    internal long OffsetOf(ReadOnlySpan<long> index)
    {
        if (index.Length != _shape.Length)
            ArrayThrow.IndexRank(index, _shape);

        return OffsetOfLeading(index);
    }

    internal ArrayLayout At(ReadOnlySpan<long> index)
    {
        if (index.Length > _shape.Length)
            ArrayThrow.IndexTooLong(index.Length, _shape);

        long offset = OffsetOfLeading(index);
        return new ArrayLayout(_shape[index.Length..], _strides[index.Length..], offset, ItemSize);
    }

    internal ArrayLayout Part(long offset, int itemSize, ReadOnlySpan<long> subShape)
    {
        if (subShape.IsEmpty)
            return new ArrayLayout(_shape, _strides, Offset + offset, itemSize);

        // The axes of a sub-array follow the array's own.
        long[] shape = [.. _shape, .. subShape];
        long[] strides = [.. _strides, .. ContiguousStrides(subShape, itemSize, Order.C)];
        return new ArrayLayout(shape, strides, Offset + offset, itemSize);
    }

    internal ArrayLayout Transpose(ReadOnlySpan<int> axes)
    {
        int rank = _shape.Length;
        if (axes.Length != rank && !axes.IsEmpty)
            ArrayThrow.AxesDoNotMatch(axes.Length, rank);

        var shape = new long[rank];
        var strides = new long[rank];
        ulong seen = 0;
        for (int i = 0; i < rank; i++)
        {
            int axis = axes.IsEmpty ? rank - 1 - i : axes[i] < 0 ? axes[i] + rank : axes[i];
            if ((uint)axis >= (uint)rank)
                ArrayThrow.NoSuchAxis(axes[i], rank);

            if ((seen & (1UL << axis)) != 0)
                ArrayThrow.AxisTwice(axes[i]);

            seen |= 1UL << axis;
            shape[i] = _shape[axis];
            strides[i] = _strides[axis];
        }

        return new ArrayLayout(shape, strides, Offset, ItemSize);
    }

    private long OffsetOfLeading(ReadOnlySpan<long> index)
    {
        long offset = Offset;
        for (int axis = 0; axis < index.Length; axis++)
        {
            if ((ulong)index[axis] >= (ulong)_shape[axis])
                ArrayThrow.IndexOutsideAxis(index[axis], axis, _shape[axis]);

            offset += index[axis] * _strides[axis];
        }

        return offset;
    }
}
