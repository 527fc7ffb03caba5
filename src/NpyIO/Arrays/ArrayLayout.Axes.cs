namespace NpyIO.Arrays;

// Views with other axes.
internal sealed partial class ArrayLayout
{
    internal ArrayLayout Transpose(ReadOnlySpan<int> axes)
    {
        int rank = _shape.Length;
        if (axes.Length != rank && !axes.IsEmpty)
            ArrayThrow.AxesDoNotMatch(axes.Length, rank);

        var order = new int[rank];
        AxisSet seen = default;
        for (int i = 0; i < rank; i++)
            order[i] = axes.IsEmpty ? rank - 1 - i : seen.Add(axes[i], rank);
        return Reordered(order);
    }

    internal ArrayLayout SwapAxes(int first, int second)
    {
        int[] order = [.. Enumerable.Range(0, _shape.Length)];
        int one = AxisOf(first, _shape.Length);
        int other = AxisOf(second, _shape.Length);
        (order[one], order[other]) = (order[other], order[one]);
        return Reordered(order);
    }

    /// <summary>Without <paramref name="axes"/>, removes every axis of length 1.</summary>
    internal ArrayLayout Squeeze(ReadOnlySpan<int> axes)
    {
        AxisSet removed = default;
        foreach (int axis in axes)
        {
            int at = removed.Add(axis, _shape.Length);
            if (_shape[at] != 1)
                ArrayThrow.CannotSqueeze(axis, _shape);
        }

        var shape = new List<long>(_shape.Length);
        var strides = new List<long>(_shape.Length);
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            if (axes.IsEmpty ? _shape[axis] == 1 : removed.Contains(axis))
                continue;
            shape.Add(_shape[axis]);
            strides.Add(_strides[axis]);
        }

        return Derived([.. shape], [.. strides], Offset);
    }

    /// <summary>The axis is a position in the result.</summary>
    internal ArrayLayout ExpandDims(int axis)
    {
        int at = AxisOf(axis, _shape.Length + 1);
        return Derived([.. _shape[..at], 1, .. _shape[at..]], [.. _strides[..at], 0, .. _strides[at..]], Offset);
    }

    /// <summary>Without <paramref name="axes"/>, flips every axis.</summary>
    internal ArrayLayout Flip(ReadOnlySpan<int> axes)
    {
        AxisSet flipped = default;
        foreach (int axis in axes)
            flipped.Add(axis, _shape.Length);

        long[] strides = [.. _strides];
        long offset = Offset;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            if (!axes.IsEmpty && !flipped.Contains(axis))
                continue;
            offset += Math.Max(_shape[axis] - 1, 0) * strides[axis];
            strides[axis] = -strides[axis];
        }

        return Derived(_shape, strides, offset);
    }

    /// <summary>Repeats axes of length 1 and new leading axes. Read-only, because several indices share an element.</summary>
    internal ArrayLayout BroadcastTo(ReadOnlySpan<long> shape)
    {
        int added = shape.Length - _shape.Length;
        if (added < 0)
            ArrayThrow.CannotBroadcast(_shape, shape);

        var strides = new long[shape.Length];
        for (int axis = 0; axis < _shape.Length; axis++)
        {
            if (_shape[axis] == shape[added + axis])
                strides[added + axis] = _strides[axis];
            else if (_shape[axis] != 1)
                ArrayThrow.CannotBroadcast(_shape, shape);
        }

        return new ArrayLayout(shape.ToArray(), strides, Offset, ItemSize) { IsReadOnly = true };
    }

    /// <summary>The shape to which two shapes are broadcast: <c>np.broadcast_shapes</c>.</summary>
    internal static long[] BroadcastShape(ReadOnlySpan<long> one, ReadOnlySpan<long> other)
    {
        var shape = new long[Math.Max(one.Length, other.Length)];
        for (int back = 1; back <= shape.Length; back++)
        {
            long first = back <= one.Length ? one[^back] : 1, second = back <= other.Length ? other[^back] : 1;
            if (first != second && first != 1 && second != 1)
                ArrayThrow.CannotBroadcast(one, other);
            shape[^back] = first == 1 ? second : first;
        }

        return shape;
    }

    /// <summary>The parts along an axis, without it. The axis is checked at once.</summary>
    internal IEnumerable<ArrayLayout> Rows(int axis)
    {
        int at = AxisOf(axis, _shape.Length);
        long[] shape = [.. _shape[..at], .. _shape[(at + 1)..]];
        long[] strides = [.. _strides[..at], .. _strides[(at + 1)..]];
        return Parts();

        IEnumerable<ArrayLayout> Parts()
        {
            for (long i = 0; i < _shape[at]; i++)
                yield return Derived(shape, strides, Offset + i * _strides[at]);
        }
    }

    /// <summary>Drops leading axes of length 1 beyond <paramref name="rank"/> axes, as NumPy does with what is assigned.</summary>
    internal ArrayLayout WithoutLeadingAxes(int rank)
    {
        int extra = 0;
        while (_shape.Length - extra > rank && _shape[extra] == 1)
            extra++;
        return extra == 0 ? this : Derived(_shape[extra..], _strides[extra..], Offset);
    }

    internal static int AxisOf(int axis, int rank)
    {
        int found = axis < 0 ? axis + rank : axis;
        if ((uint)found >= (uint)rank)
            ArrayThrow.NoSuchAxis(axis, rank);
        return found;
    }

    private ArrayLayout Reordered(int[] order) =>
        Derived(Array.ConvertAll(order, axis => _shape[axis]), Array.ConvertAll(order, axis => _strides[axis]), Offset);

    private ArrayLayout Derived(long[] shape, long[] strides, long offset) => new(shape, strides, offset, ItemSize) { IsReadOnly = IsReadOnly };

    /// <summary>A set of distinct axes.</summary>
    private struct AxisSet
    {
        private ulong _axes;

        internal int Add(int axis, int rank)
        {
            int found = AxisOf(axis, rank);
            if (Contains(found))
                ArrayThrow.AxisTwice(axis);
            _axes |= 1UL << found;
            return found;
        }

        internal readonly bool Contains(int axis) => (_axes >> axis & 1) != 0;
    }
}
