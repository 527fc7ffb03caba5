namespace NpyIO.Arrays;

// Views by slices.
internal sealed partial class ArrayLayout
{
    /// <summary>NumPy's basic indexing: positions remove their axis, and axes that are not mentioned follow.</summary>
    internal ArrayLayout Index(ReadOnlySpan<Slice> index)
    {
        int left = _shape.Length - CountAxes(index);
        if (left < 0)
            ArrayThrow.TooManySlices(index, _shape);

        int rank = RankOf(index);
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        int filled = 0;
        long offset = Offset;
        int axis = 0;
        foreach (Slice slice in index)
        {
            switch (slice.Kind)
            {
                case SliceKind.NewAxis:
                    Add(1, 0);
                    break;
                case SliceKind.Ellipsis:
                    AddAll(left);
                    left = 0;
                    break;
                case SliceKind.Position:
                    offset += slice.PositionIn(axis, _shape[axis]) * _strides[axis];
                    axis++;
                    break;
                default:
                    (long first, long count, long step) = slice.PositionsIn(axis, _shape[axis]);
                    offset += first * _strides[axis];
                    // May overflow if the step is longer than the axis: then there is one position, and its stride does not matter.
                    Add(count, unchecked(_strides[axis] * step));
                    axis++;
                    break;
            }
        }

        AddAll(left);
        return Derived(shape, strides, offset);

        void Add(long length, long stride)
        {
            shape[filled] = length;
            strides[filled++] = stride;
        }

        void AddAll(int count)
        {
            for (int end = axis + count; axis < end; axis++)
                Add(_shape[axis], _strides[axis]);
        }
    }

    private int RankOf(ReadOnlySpan<Slice> index)
    {
        int rank = _shape.Length;
        foreach (Slice slice in index)
            rank += slice.Kind == SliceKind.NewAxis ? 1 : slice.Kind == SliceKind.Position ? -1 : 0;
        return rank;
    }

    private static int CountAxes(ReadOnlySpan<Slice> index)
    {
        int axes = 0;
        bool hasEllipsis = false;
        foreach (Slice slice in index)
        {
            if (slice.Kind == SliceKind.Ellipsis && hasEllipsis)
                ArrayThrow.TwoEllipses();
            hasEllipsis |= slice.Kind == SliceKind.Ellipsis;
            axes += slice.Kind is SliceKind.NewAxis or SliceKind.Ellipsis ? 0 : 1;
        }

        return axes;
    }
}
