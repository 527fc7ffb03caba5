namespace NpyIO.Arrays;

// Bounds checks.
internal sealed partial class ArrayLayout
{
    /// <summary>The checks are those of <c>numpy.ndarray</c>. Strides can be negative or zero; without any, the elements are contiguous in <paramref name="order"/>.</summary>
    internal static ArrayLayout ForBuffer(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long offset, int itemSize, Order order, long memoryLength)
    {
        ArrayLayout layout = !strides.IsEmpty
            ? new ArrayLayout(shape.ToArray(), strides.ToArray(), offset, itemSize)
            : Contiguous(shape, itemSize, order, offset);
        layout.CheckBounds(memoryLength);
        return layout;
    }

    internal void CheckBounds(long memoryLength)
    {
        if (Offset < 0 || Offset > memoryLength)
            ArrayThrow.OffsetOutsideBuffer(Offset, memoryLength);

        // An array without elements needs only a valid offset.
        if (Count == 0)
            return;

        // Check after every addition: the sum of 64 products of two longs could overflow an Int128.
        Int128 first = Offset;
        Int128 end = (Int128)Offset + ItemSize;
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            Int128 reach = (Int128)(_shape[axis] - 1) * _strides[axis];
            if (reach < 0)
                first += reach;
            else
                end += reach;

            if (first < 0 || end > memoryLength)
                ArrayThrow.ElementsOutsideBuffer(this, memoryLength);
        }

        if (end > memoryLength)
            ArrayThrow.ElementsOutsideBuffer(this, memoryLength);
    }

    /// <summary>Returns the offsets of the lowest byte and behind the highest. The layout must be inside a memory and have elements.</summary>
    internal (long First, long End) Extent()
    {
        long first = Offset, end = Offset + ItemSize;
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            long reach = (_shape[axis] - 1) * _strides[axis];
            first += Math.Min(reach, 0);
            end += Math.Max(reach, 0);
        }

        return (first, end);
    }

    /// <summary>Returns the index of the element at an offset. Of an array in one piece, in any order of its axes: strides are positive, and no two elements overlap.</summary>
    internal long[] IndexAtOffset(long offset)
    {
        var index = new long[Rank];
        offset -= Offset;
        foreach (int axis in Enumerable.Range(0, Rank).OrderByDescending(axis => _strides[axis]))
        {
            if (_shape[axis] > 1 && _strides[axis] > 0)
                (index[axis], offset) = Math.DivRem(offset, _strides[axis]);
        }

        return index;
    }

    /// <summary>Returns the index of an element by its number in C order.</summary>
    internal long[] IndexAt(long number) => IndexOf(number, Shape, Order.C);

    /// <summary>Returns the index of an element by its number in C or Fortran order.</summary>
    internal static long[] IndexOf(long number, ReadOnlySpan<long> shape, Order order)
    {
        var index = new long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = order == Order.Fortran ? i : shape.Length - 1 - i;
            (number, index[axis]) = Math.DivRem(number, shape[axis]);
        }

        return index;
    }
}
