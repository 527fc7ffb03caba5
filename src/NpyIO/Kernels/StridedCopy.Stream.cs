using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
    /// <summary>Minimum extent of a streamed destination, in bytes: one that would not stay in the cache anyway.</summary>
    internal static readonly Threshold MinStreamed = new(16 << 20);

    /// <summary>Minimum length of a streamed destination line, in bytes, so that it contains whole cache lines.</summary>
    private const long MinStreamedLine = 128;

    private const int CacheLine = 64;

    /// <summary>
    /// Like <see cref="StoredTiles"/>, for a destination larger than the cache: assembles tiles in a small buffer and writes its lines
    /// past the cache, which avoids reading every destination line before it is overwritten.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void StreamedTiles<TTile>(ref byte source, ref byte destination, Axis outer, Axis inner, bool swap)
        where TTile : struct, ITile
    {
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

    /// <summary>Copies a line, streaming only whole cache lines: streaming part of one costs more than storing it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Stream(byte* from, byte* to, long length)
    {
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
}
