namespace NpyIO.Arrays;

/// <summary>Divides an array into parts that follow each other in C order, each of a limited number of elements.</summary>
internal sealed class LayoutChunks
{
    /// <summary>In bytes, if the innermost axis in memory is not the last: each line of the cache should be read once, for all the rows that it has elements of.</summary>
    internal static readonly Threshold Transposed = new(4L << 20);

    /// <summary>In bytes.</summary>
    private const int Copied = 64 << 10;

    private readonly ArrayLayout _layout;
    private readonly int _axis;
    private readonly long _length;
    private readonly Slice[] _index;
    private readonly long[] _position;
    private bool _isAtEnd;

    /// <summary>The parts depend only on the shape, so those of two arrays of one shape correspond.</summary>
    internal LayoutChunks(ArrayLayout layout, long maxCount)
    {
        _layout = layout;
        _isAtEnd = layout.Count == 0;
        // Whole inner axes as far as they fit, and a piece of the next one.
        _axis = layout.Rank;
        long inner = 1;
        while (_axis > 0 && layout.Shape[_axis - 1] <= maxCount / inner)
            inner *= Math.Max(layout.Shape[--_axis], 1);
        _axis = Math.Max(_axis - 1, 0);
        _length = layout.Rank == 0 ? 1 : inner >= layout.Count ? layout.Shape[0] : Math.Max(maxCount / inner, 1);
        _index = new Slice[Math.Min(_axis + 1, layout.Rank)];
        _position = new long[_index.Length];
    }

    /// <summary>Parts that are to be copied one after the other to contiguous elements of a size in bytes.</summary>
    internal static LayoutChunks ToCopy(ArrayLayout layout, int size)
    {
        bool isTransposed = layout.Rank > 1 && Math.Abs(layout.Strides[^1]) > Math.Abs(layout.Strides[^2]);
        return new LayoutChunks(layout, (isTransposed ? Transposed : Copied) / size);
    }

    /// <summary>Returns the next part, or null at the end.</summary>
    internal ArrayLayout? Next()
    {
        if (_isAtEnd)
            return null;
        for (int axis = 0; axis < _axis; axis++)
            _index[axis] = _position[axis];
        if (_index.Length > 0)
            _index[_axis] = new Slice(_position[_axis], Math.Min(_position[_axis] + _length, _layout.Shape[_axis]));
        ArrayLayout chunk = _layout.Index(_index);
        Advance();
        return chunk;
    }

    private void Advance()
    {
        long step = _length;
        for (int axis = _index.Length - 1; axis >= 0; axis--, step = 1)
        {
            _position[axis] += step;
            if (_position[axis] < _layout.Shape[axis])
                return;
            _position[axis] = 0;
        }

        _isAtEnd = true;
    }
}
