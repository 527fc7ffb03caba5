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
        return Derived(_shape[index.Length..], _strides[index.Length..], offset);
    }

    internal ArrayLayout Part(long offset, int itemSize, ReadOnlySpan<long> subShape)
    {
        if (subShape.IsEmpty)
            return new ArrayLayout(_shape, _strides, Offset + offset, itemSize) { IsReadOnly = IsReadOnly };

        // The axes of a sub-array follow the array's own.
        long[] shape = [.. _shape, .. subShape];
        long[] strides = [.. _strides, .. ContiguousStrides(subShape, itemSize, Order.C)];
        return new ArrayLayout(shape, strides, Offset + offset, itemSize) { IsReadOnly = IsReadOnly };
    }

    /// <summary>The index has at most one number per axis.</summary>
    internal long OffsetOfLeading(ReadOnlySpan<long> index)
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
