namespace NpyIO.Kernels;

/// <summary>Cuts a run of consecutive elements into boxes of whole axes, at most two per axis, that can be copied between contiguous and strided form. Immutable and thread-safe.</summary>
internal sealed class RunBoxes
{
    private readonly long[] _lengths;
    private readonly long[] _strides;
    private readonly long[] _counts;
    private readonly long[] _contiguousStrides;

    /// <summary>The axes are in the order of the run, fastest first: lengths in elements, strides in bytes on the strided side.</summary>
    internal RunBoxes(ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, int itemSize)
    {
        // Without axes there is one element, as with an axis of length 1.
        _lengths = lengths.IsEmpty ? [1] : lengths.ToArray();
        _strides = lengths.IsEmpty ? [0] : strides.ToArray();
        _counts = new long[_lengths.Length];
        _contiguousStrides = new long[_lengths.Length];
        long count = 1;
        for (int i = 0; i < _lengths.Length; i++)
        {
            _counts[i] = count;
            _contiguousStrides[i] = count * itemSize;
            count *= _lengths[i];
        }
    }

    internal long SlowestLength => _lengths[^1];

    /// <summary>The number of elements per step along the slowest axis.</summary>
    internal long SlowestCount => _counts[^1];

    /// <summary>Returns the number of elements in the first box of a run, which has the fastest axes, and the box's offset on the strided side.</summary>
    /// <remarks><paramref name="count"/> is at least 1, and <paramref name="shape"/> has room for all axes.</remarks>
    internal long First(long first, long count, ref Span<long> shape, out long offset)
    {
        int axis = 0;
        while (axis + 1 < _lengths.Length && first % _counts[axis + 1] == 0 && count >= _counts[axis + 1])
            axis++;
        long steps = Math.Min(count / _counts[axis], _lengths[axis] - (first / _counts[axis] % _lengths[axis]));
        shape = shape[..(axis + 1)];
        _lengths.AsSpan(0, axis).CopyTo(shape);
        shape[axis] = steps;

        offset = 0;
        for (int i = 0; i < _lengths.Length; i++)
            offset += first / _counts[i] % _lengths[i] * _strides[i];
        return steps * _counts[axis];
    }

    internal int Rank => _lengths.Length;

    /// <summary>On the strided side, in bytes.</summary>
    internal ReadOnlySpan<long> Strides(int axes) => _strides.AsSpan(0, axes);

    internal ReadOnlySpan<long> ContiguousStrides(int axes) => _contiguousStrides.AsSpan(0, axes);
}
