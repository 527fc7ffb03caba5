using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Copies runs of elements stored in one order of the axes to memory in the other order. Immutable and thread-safe.</summary>
internal sealed class Transposition
{
    /// <summary>Maximum memory of a block, in bytes: a few blocks fit a typical L3 cache.</summary>
    internal static readonly Threshold MaxBlock = new(8L << 20);

    /// <summary>In bytes; limits the number of calls.</summary>
    private const long MinBlock = 1L << 20;

    /// <summary>How much of the target the parts of all columns should write together, in bytes, to stay in an L2 cache.</summary>
    private const long Window = 1L << 20;

    /// <summary>Minimum part of a column worth a read of its own, in bytes.</summary>
    private const long MinPart = 16L << 10;

    /// <summary>How much of a destination line one block should write, in bytes; see <see cref="StridedCopy"/>.</summary>
    private const long GoodLine = 512;

    private readonly RunBoxes _boxes;
    private readonly int _itemSize;
    private readonly long _mostBlock = MaxBlock;

    /// <summary>Transposes a shape in elements from Fortran order to C, or back if <paramref name="storedFortran"/> is false.</summary>
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

    /// <summary>Elements per block: whole columns, enough that each destination line gets a few cache lines at a time; fewer, or part of one, if columns are long.</summary>
    internal long PreferredCount(int storedItemSize)
    {
        long column = _boxes.SlowestCount * storedItemSize;
        long columns = Math.Min(_boxes.SlowestLength, Math.Max(8, GoodLine / _itemSize));
        if (column > _mostBlock)
            return Math.Max(1, _mostBlock / storedItemSize);
        if (column * columns < MinBlock)
            columns = Math.Min(_boxes.SlowestLength, MinBlock / column / columns * columns);
        else if (column * columns > _mostBlock)
            columns = Math.Max(Math.Min(columns, Math.Max(1, 64 / _itemSize)), _mostBlock / column);
        return columns * _boxes.SlowestCount;
    }

    /// <summary>The number of elements in a column, one step of the slowest axis.</summary>
    internal long ColumnCount => _boxes.SlowestCount;

    /// <summary>Elements of each column to read together, so that they write one cached region of the target, if columns are few and too long for blocks; otherwise 0.</summary>
    internal long PartCount(int storedItemSize)
    {
        bool isLong = _boxes.SlowestCount * storedItemSize * Math.Min(8, _boxes.SlowestLength) > _mostBlock;
        long part = Window / _boxes.SlowestLength;
        return isLong && part >= MinPart ? Math.Max(1, part / storedItemSize) : 0;
    }

    /// <summary><paramref name="first"/> is a position in the stored order.</summary>
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
