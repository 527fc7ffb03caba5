using System.Runtime.CompilerServices;

namespace NpyIO.Buffers;

/// <summary>Puts runs of elements stored in one order of the axes at their places in memory of the other order. Immutable; for any thread.</summary>
internal sealed class Transposition
{
    /// <summary>The most memory a block should take: two of them fit a third-level cache of ordinary size.</summary>
    private const long MostBlock = 8L << 20;

    /// <summary>How much of a destination line one block should write, in bytes; see <see cref="StridedCopy"/>.</summary>
    private const long GoodLine = 512;

    // Axes of the stored order, the fastest first.
    private readonly long[] _lengths;
    private readonly long[] _targetStrides;
    private readonly long[] _counts;
    private readonly int _itemSize;

    /// <summary>A transposition of a shape in elements, from Fortran order to C (or, with <paramref name="storedFortran"/> false, back).</summary>
    internal Transposition(ReadOnlySpan<long> shape, bool storedFortran, int targetItemSize)
    {
        _itemSize = targetItemSize;
        _lengths = shape.ToArray();
        if (!storedFortran)
            Array.Reverse(_lengths);
        _targetStrides = new long[shape.Length];
        _counts = new long[shape.Length];
        long count = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            _counts[i] = count;
            count *= _lengths[i];
        }

        long stride = targetItemSize;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            _targetStrides[i] = stride;
            stride *= _lengths[i];
        }
    }

    /// <summary>Whether both orders of a shape are the same: all axes but one have length 1, or there is no element.</summary>
    internal static bool IsNeeded(ReadOnlySpan<long> shape)
    {
        int longer = 0;
        foreach (long length in shape)
        {
            if (length == 0)
                return false;
            if (length > 1)
                longer++;
        }

        return longer > 1;
    }

    /// <summary>
    /// How many elements a block should have: whole columns, so many of them that each destination line gets a few cache lines at once;
    /// a fixed amount where columns are too long for that.
    /// </summary>
    internal long PreferredCount(int storedItemSize)
    {
        int slowest = _lengths.Length - 1;
        long column = _counts[slowest];
        long columns = Math.Min(_lengths[slowest], Math.Max(8, GoodLine / _itemSize));
        long most = Math.Max(1, MostBlock / storedItemSize);
        if (column <= most / columns)
            return column * Math.Min(_lengths[slowest], Math.Max(columns, (1L << 20) / storedItemSize / column / columns * columns));
        return column <= most ? column * Math.Max(1, Math.Min(columns, 4 * most / column)) : most;
    }

    /// <summary>Puts <paramref name="count"/> elements, the first of which has the place <paramref name="first"/> in the stored order, into the target.</summary>
    internal void Place(ref byte source, long first, long count, ref byte target, int swapWidth)
    {
        Span<long> sourceStrides = stackalloc long[_lengths.Length];
        Span<long> shape = stackalloc long[_lengths.Length];
        for (int i = 0; i < _lengths.Length; i++)
            sourceStrides[i] = _counts[i] * _itemSize;

        // A run is a box of whole axes and a part of the next one, with smaller boxes before and behind it.
        while (count > 0)
        {
            int axis = WidestAxis(first, count);
            long steps = Math.Min(count / _counts[axis], _lengths[axis] - first / _counts[axis] % _lengths[axis]);
            _lengths.AsSpan(0, axis).CopyTo(shape);
            shape[axis] = steps;
            StridedCopy.Copy(
                ref source,
                sourceStrides[..(axis + 1)],
                ref Unsafe.Add(ref target, (nint)TargetOffset(first)),
                _targetStrides.AsSpan(0, axis + 1),
                shape[..(axis + 1)],
                _itemSize,
                swapWidth);
            long done = steps * _counts[axis];
            source = ref Unsafe.Add(ref source, (nint)(done * _itemSize));
            first += done;
            count -= done;
        }
    }

    /// <summary>The slowest axis along which the run can take a step: all faster axes start anew there, and the run holds all of them.</summary>
    private int WidestAxis(long first, long count)
    {
        int axis = 0;
        while (axis + 1 < _lengths.Length && first % _counts[axis + 1] == 0 && count >= _counts[axis + 1])
            axis++;
        return axis;
    }

    private long TargetOffset(long element)
    {
        long offset = 0;
        for (int i = 0; i < _lengths.Length; i++)
            offset += element / _counts[i] % _lengths[i] * _targetStrides[i];
        return offset;
    }
}
