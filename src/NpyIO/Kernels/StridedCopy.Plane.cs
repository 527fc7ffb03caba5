using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
    /// <summary>
    /// Copies a plane. If it is contiguous along one axis in the source and along the other in the destination, it is transposed in tiles;
    /// otherwise it is copied line by line.
    /// </summary>
    private static void Plane(ref byte source, ref byte destination, Axis outer, Axis inner, int itemSize, int swapWidth)
    {
        if (outer.SourceStride == itemSize && inner.DestinationStride == itemSize && Transpose(ref source, ref destination, outer, inner, itemSize, swapWidth))
            return;
        Lines(ref source, ref destination, outer, inner, itemSize);

        if (swapWidth > 1)
            SwapPlane(ref destination, outer, inner, itemSize, swapWidth);
    }

    private static void Lines(ref byte source, ref byte destination, Axis outer, Axis inner, int itemSize)
    {
        switch (itemSize)
        {
            case 1:
                Elements<byte>(ref source, ref destination, outer, inner);
                break;
            case 2:
                Elements<ushort>(ref source, ref destination, outer, inner);
                break;
            case 4:
                Elements<uint>(ref source, ref destination, outer, inner);
                break;
            case 8:
                Elements<ulong>(ref source, ref destination, outer, inner);
                break;
            case 16:
                Elements<UInt128>(ref source, ref destination, outer, inner);
                break;
            default:
                Blocks(ref source, ref destination, outer, inner, itemSize);
                break;
        }
    }

    /// <summary>Copies lines of elements of a machine size. If the source is contiguous along the other axis, works in 16 × 16 squares to keep its lines in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Elements<T>(ref byte source, ref byte destination, Axis outer, Axis inner)
        where T : unmanaged
    {
        const int Side = 16;
        bool squares = Math.Abs(outer.SourceStride) < Math.Abs(inner.SourceStride);
        long width = squares ? Side : inner.Length;
        for (long start = 0; start < inner.Length; start += width)
        {
            long end = Math.Min(inner.Length, start + width);
            for (long o = 0; o < outer.Length; o++)
            {
                ref byte from = ref Unsafe.Add(ref source, (nint)(o * outer.SourceStride + start * inner.SourceStride));
                ref byte to = ref Unsafe.Add(ref destination, (nint)(o * outer.DestinationStride + start * inner.DestinationStride));
                for (long i = start; i < end; i++)
                {
                    Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<T>(ref from));
                    from = ref Unsafe.Add(ref from, (nint)inner.SourceStride);
                    to = ref Unsafe.Add(ref to, (nint)inner.DestinationStride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks(ref byte source, ref byte destination, Axis outer, Axis inner, int itemSize)
    {
        const int Side = 8;
        bool squares = Math.Abs(outer.SourceStride) < Math.Abs(inner.SourceStride);
        long width = squares ? Side : inner.Length;
        for (long start = 0; start < inner.Length; start += width)
        {
            long end = Math.Min(inner.Length, start + width);
            for (long o = 0; o < outer.Length; o++)
            {
                ref byte from = ref Unsafe.Add(ref source, (nint)(o * outer.SourceStride + start * inner.SourceStride));
                ref byte to = ref Unsafe.Add(ref destination, (nint)(o * outer.DestinationStride + start * inner.DestinationStride));
                for (long i = start; i < end; i++)
                {
                    Unsafe.CopyBlockUnaligned(ref to, ref from, (uint)itemSize);
                    from = ref Unsafe.Add(ref from, (nint)inner.SourceStride);
                    to = ref Unsafe.Add(ref to, (nint)inner.DestinationStride);
                }
            }
        }
    }

    private static void SwapPlane(ref byte destination, Axis outer, Axis inner, int itemSize, int swapWidth)
    {
        for (long o = 0; o < outer.Length; o++)
        {
            ref byte line = ref Unsafe.Add(ref destination, (nint)(o * outer.DestinationStride));
            if (inner.DestinationStride == itemSize)
            {
                Run(ref line, ref line, inner.Length * itemSize, swapWidth);
                continue;
            }

            for (long i = 0; i < inner.Length; i++)
            {
                Span<byte> element = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref line, (nint)(i * inner.DestinationStride)), itemSize);
                ByteSwap.Units(element, element, swapWidth);
            }
        }
    }
}
