using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Puts runs of elements stored in one order of the axes at their places in memory of the other order. Immutable; for any thread.</summary>
internal sealed class Transposition
{
    /// <summary>The most memory a block should take, in bytes: a few of them fit a third-level cache of ordinary size.</summary>
    internal static readonly Threshold MostBlock = new(8L << 20);

    /// <summary>The least a block should take, in bytes, for few calls.</summary>
    private const long LeastBlock = 1L << 20;

    /// <summary>How much of the target the parts of all columns should write together, in bytes, to stay in a second-level cache.</summary>
    private const long Window = 1L << 20;

    /// <summary>The least of a column that is worth a read of its own, in bytes.</summary>
    private const long LeastPart = 16L << 10;

    /// <summary>How much of a destination line one block should write, in bytes; see <see cref="StridedCopy"/>.</summary>
    private const long GoodLine = 512;

    private readonly RunBoxes _boxes;
    private readonly int _itemSize;
    private readonly long _mostBlock = MostBlock;

    /// <summary>A transposition of a shape in elements, from Fortran order to C (or, with <paramref name="storedFortran"/> false, back).</summary>
    internal Transposition(ReadOnlySpan<long> shape, bool storedFortran, int targetItemSize)
    {
        long[] lengths = shape.ToArray();
        long[] strides = ArrayLayout.ContiguousStrides(shape, targetItemSize, storedFortran ? Order.C : Order.Fortran);
        if (!storedFortran)
        {
            Array.Reverse(lengths);
            Array.Reverse(strides);
        }

        _boxes = new RunBoxes(lengths, strides, targetItemSize);
        _itemSize = targetItemSize;
    }

    /// <summary>Whether the orders of a shape differ: more than one axis is longer than 1, and there are elements.</summary>
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
    /// How many elements a block should have: whole columns (steps of the slowest axis), so many that each destination line gets a few cache lines at once;
    /// fewer where columns are long, and a part of one where not even a cache line's worth of them is a block.
    /// </summary>
    internal long PreferredCount(int storedItemSize)
    {
        long column = _boxes.SlowestCount * storedItemSize;
        long columns = Math.Min(_boxes.SlowestLength, Math.Max(8, GoodLine / _itemSize));
        if (column > _mostBlock)
            return Math.Max(1, _mostBlock / storedItemSize);
        if (column * columns < LeastBlock)
            columns = Math.Min(_boxes.SlowestLength, LeastBlock / column / columns * columns);
        else if (column * columns > _mostBlock)
            columns = Math.Max(Math.Min(columns, Math.Max(1, 64 / _itemSize)), _mostBlock / column);
        return columns * _boxes.SlowestCount;
    }

    /// <summary>The number of elements in a column, one step of the slowest axis.</summary>
    internal long ColumnCount => _boxes.SlowestCount;

    /// <summary>
    /// How many elements of each column to read together, where the columns are few and so long that hardly any of them make a block; 0 elsewhere.
    /// What they write is one place in the target, which then stays in the cache for all of them.
    /// </summary>
    internal long PartCount(int storedItemSize)
    {
        bool isLong = _boxes.SlowestCount * storedItemSize * Math.Min(8, _boxes.SlowestLength) > _mostBlock;
        long part = Window / _boxes.SlowestLength;
        return isLong && part >= LeastPart ? Math.Max(1, part / storedItemSize) : 0;
    }

    /// <summary>Puts <paramref name="count"/> elements, the first of which has the place <paramref name="first"/> in the stored order, into the target.</summary>
    internal void Place(ref byte source, long first, long count, ref byte target, int swapWidth)
    {
        Span<long> room = stackalloc long[_boxes.Rank];
        while (count > 0)
        {
            Span<long> shape = room;
            long done = _boxes.First(first, count, ref shape, out long offset);
            StridedCopy.Copy(
                ref source,
                _boxes.ContiguousStrides(shape.Length),
                ref Unsafe.Add(ref target, (nint)offset),
                _boxes.Strides(shape.Length),
                shape,
                _itemSize,
                swapWidth);
            source = ref Unsafe.Add(ref source, (nint)(done * _itemSize));
            first += done;
            count -= done;
        }
    }
}
