using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
    /// <summary>In bytes.</summary>
    private const int StripLength = 512;

    /// <summary>Minimum extent of a streamed destination, in bytes: one that would not stay in the cache anyway.</summary>
    internal static readonly Threshold MinStreamed = new(16 << 20);

    /// <summary>Minimum length of a streamed destination line, in bytes, so that it contains whole cache lines.</summary>
    private const long MinStreamedLine = 128;

    private const int CacheLine = 64;

    /// <summary>The outer axis must be contiguous in the source, the inner one in the destination. Returns false if there is no tile for the item size.</summary>
    private static bool Transpose(ref byte source, ref byte destination, Axis outer, Axis inner, int itemSize, int swapWidth)
    {
        if (swapWidth != 0 && swapWidth != itemSize)
            return false;
        bool swap = swapWidth > 1;
        switch (itemSize)
        {
            case 1:
                Tiles<Tile1>(ref source, ref destination, outer, inner, swap);
                return true;
            case 2:
                Tiles<Tile2>(ref source, ref destination, outer, inner, swap);
                return true;
            case 4:
                Tiles<Tile4>(ref source, ref destination, outer, inner, swap);
                return true;
            case 8:
                Tiles<Tile8>(ref source, ref destination, outer, inner, swap);
                return true;
            case 16:
                Tiles<Tile16>(ref source, ref destination, outer, inner, swap);
                return true;
            default:
                return false;
        }
    }

    private static void Tiles<TTile>(ref byte source, ref byte destination, Axis outer, Axis inner, bool swap)
        where TTile : struct, ITile
    {
        int side = TTile.Side;
        int itemSize = TTile.ItemSize;
        long evenOuter = outer.Length / side * side;
        long evenInner = inner.Length / side * side;
        if (Avx.IsSupported && evenInner * itemSize >= MinStreamedLine && outer.Length * outer.DestinationStride >= MinStreamed)
            StreamedTiles<TTile>(ref source, ref destination, outer with { Length = evenOuter }, inner with { Length = evenInner }, swap);
        else
            StoredTiles<TTile>(ref source, ref destination, outer with { Length = evenOuter }, inner with { Length = evenInner }, swap);

        if (evenInner < inner.Length)
            Edge(ref source, ref destination, outer, inner, 0, evenInner, itemSize, swap);
        if (evenOuter < outer.Length && evenInner > 0)
            Edge(ref source, ref destination, outer, inner with { Length = evenInner }, evenOuter, 0, itemSize, swap);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoredTiles<TTile>(ref byte source, ref byte destination, Axis outer, Axis inner, bool swap)
        where TTile : struct, ITile
    {
        // Works in strips of the destination a few cache lines wide, one cache line of each source line at a time,
        // so that every line read is used completely before the next and every line is written whole.
        int side = TTile.Side;
        int itemSize = TTile.ItemSize;
        long strip = StripLength / itemSize;
        for (long start = 0; start < inner.Length; start += strip)
        {
            long end = Math.Min(inner.Length, start + strip);
            for (long o = 0; o < outer.Length; o += side)
            {
                for (long i = start; i < end; i += side)
                {
                    TTile.Transpose(
                        ref Unsafe.Add(ref source, (nint)(o * itemSize + i * inner.SourceStride)),
                        (nint)inner.SourceStride,
                        ref Unsafe.Add(ref destination, (nint)(o * outer.DestinationStride + i * itemSize)),
                        (nint)outer.DestinationStride,
                        swap);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void StreamedTiles<TTile>(ref byte source, ref byte destination, Axis outer, Axis inner, bool swap)
        where TTile : struct, ITile
    {
        // Assembles tiles in a small buffer and writes its lines past the cache, which avoids reading every destination line before overwriting it.
        int side = TTile.Side;
        int itemSize = TTile.ItemSize;
        long strip = StripLength / itemSize;
        byte* lines = stackalloc byte[StripLength * side];

        // The destination stays pinned while there are pointers to it; all of them point inside the plane.
        fixed (byte* pinned = &destination)
        {
            for (long start = 0; start < inner.Length; start += strip)
            {
                long end = Math.Min(inner.Length, start + strip);
                for (long o = 0; o < outer.Length; o += side)
                {
                    for (long i = start; i < end; i += side)
                    {
                        TTile.Transpose(
                            ref Unsafe.Add(ref source, (nint)(o * itemSize + i * inner.SourceStride)),
                            (nint)inner.SourceStride,
                            ref lines[(i - start) * itemSize],
                            StripLength,
                            swap);
                    }

                    for (int line = 0; line < side; line++)
                        Stream(lines + (line * StripLength), pinned + ((o + line) * outer.DestinationStride) + (start * itemSize), (end - start) * itemSize);
                }
            }
        }

        // Up to here, streamed stores can become visible to other threads in any order.
        Sse.StoreFence();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Stream(byte* from, byte* to, long length)
    {
        // Streams only whole cache lines: streaming part of one costs more than storing it.
        long head = Math.Min(length, -(nint)to & (CacheLine - 1));
        Copy(from, to, head);
        long i = head;
        for (; i <= length - CacheLine; i += CacheLine)
        {
            Avx.StoreAlignedNonTemporal(to + i, Vector256.Load(from + i));
            Avx.StoreAlignedNonTemporal(to + i + 32, Vector256.Load(from + i + 32));
        }

        Copy(from + i, to + i, length - i);
    }

    private static unsafe void Copy(byte* from, byte* to, long length)
    {
        for (; length >= 8; length -= 8, from += 8, to += 8)
            Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(from));
        for (; length > 0; length--)
            *to++ = *from++;
    }

    private static void Edge(ref byte source, ref byte destination, Axis outer, Axis inner, long outerStart, long innerStart, int itemSize, bool swap)
    {
        source = ref Unsafe.Add(ref source, (nint)(outerStart * outer.SourceStride + innerStart * inner.SourceStride));
        destination = ref Unsafe.Add(ref destination, (nint)(outerStart * outer.DestinationStride + innerStart * inner.DestinationStride));
        outer = outer with { Length = outer.Length - outerStart };
        inner = inner with { Length = inner.Length - innerStart };
        Lines(ref source, ref destination, outer, inner, itemSize);

        if (swap)
            SwapPlane(ref destination, outer, inner, itemSize, itemSize);
    }

    /// <summary>A square of elements transposed in registers.</summary>
    private interface ITile
    {
        static abstract int ItemSize { get; }

        /// <summary>In elements.</summary>
        static abstract int Side { get; }

        /// <summary>Copies lines of the source, <paramref name="sourceStride"/> bytes apart, to columns of the destination.</summary>
        static abstract void Transpose(ref byte source, nint sourceStride, ref byte destination, nint destinationStride, bool swap);
    }
}
