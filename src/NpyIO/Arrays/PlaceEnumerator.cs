namespace NpyIO.Arrays;

/// <summary>Enumerates the offset of every element of a layout, in bytes, in C order.</summary>
internal struct PlaceEnumerator
{
    private readonly ArrayLayout _layout;
    private readonly long[] _index;
    private long _left;

    internal PlaceEnumerator(ArrayLayout layout)
    {
        _layout = layout;
        _index = new long[layout.Rank];
        _left = layout.Count;
    }

    internal long Current { get; private set; }

    internal bool MoveNext()
    {
        if (_left == _layout.Count)
        {
            Current = _layout.Offset;
            return _left-- > 0;
        }

        if (_left <= 0)
            return false;

        _left--;
        for (int axis = _index.Length - 1; axis >= 0; axis--)
        {
            if (++_index[axis] < _layout.Shape[axis])
            {
                Current += _layout.Strides[axis];
                break;
            }

            Current -= (_layout.Shape[axis] - 1) * _layout.Strides[axis];
            _index[axis] = 0;
        }

        return true;
    }
}
