using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>
/// Copies elements between two memory layouts of the same shape: contiguous runs in one go, transpositions by tiles held in registers, anything else
/// element by element, in an order that touches each cache line few times. No recursion; strides can be zero or negative.
/// </summary>
internal static partial class StridedCopy
{
    /// <summary>NumPy's maximum rank.</summary>
    private const int MaxRank = 64;

    /// <summary>Copies every element of <paramref name="shape"/>. Source and destination must not overlap.</summary>
    /// <param name="source">The element at index 0 of every axis.</param>
    /// <param name="sourceStrides">The distance between neighbours along every axis, in bytes.</param>
    /// <param name="destination">The destination of the element at index 0 of every axis.</param>
    /// <param name="destinationStrides">The distance between neighbours along every axis, in bytes.</param>
    /// <param name="shape">The length of every axis, in elements.</param>
    /// <param name="itemSize">The size of an element, in bytes.</param>
    /// <param name="swapWidth">The width in bytes of the units to reverse in each element: 0 for none, else 2, 4, 8 or 16, and a divisor of the item size.</param>
    internal static void Copy(
        ref byte source,
        ReadOnlySpan<long> sourceStrides,
        ref byte destination,
        ReadOnlySpan<long> destinationStrides,
        ReadOnlySpan<long> shape,
        int itemSize,
        int swapWidth = 0)
    {
        if (itemSize == 0 || shape.Contains(0))
            return;
        Span<Axis> axes = shape.Length <= MaxRank ? stackalloc Axis[MaxRank] : new Axis[shape.Length];
        axes = axes[..Simplify(axes, shape, sourceStrides, destinationStrides, out long sourceOffset, out long destinationOffset)];
        source = ref Unsafe.Add(ref source, (nint)sourceOffset);
        destination = ref Unsafe.Add(ref destination, (nint)destinationOffset);

        if (axes.IsEmpty || axes[^1].SourceStride == itemSize && axes[^1].DestinationStride == itemSize)
            CopyRuns(ref source, ref destination, axes, itemSize, swapWidth);
        else
            CopyElements(ref source, ref destination, axes, itemSize, swapWidth);
    }

    /// <summary>Copies runs of bytes: the innermost axis is contiguous on both sides.</summary>
    private static void CopyRuns(ref byte source, ref byte destination, Span<Axis> axes, int itemSize, int swapWidth)
    {
        long run = itemSize;
        if (!axes.IsEmpty)
        {
            run *= axes[^1].Length;
            axes = axes[..^1];
        }

        var at = new Odometer(axes, stackalloc long[Odometer.Room(axes)]);
        do
        {
            Run(ref Unsafe.Add(ref source, (nint)at.Source), ref Unsafe.Add(ref destination, (nint)at.Destination), run, swapWidth);
        }
        while (at.Next());
    }

    /// <summary>
    /// The inner loops copy a plane of two axes: the innermost in the destination, and the innermost in the source
    /// (or, if that is the same axis, its neighbour). The plane's source axis is split into bands, so that what the outer axes touch again is still in the cache.
    /// </summary>
    private static void CopyElements(ref byte source, ref byte destination, Span<Axis> axes, int itemSize, int swapWidth)
    {
        Axis inner = axes[^1];
        axes = axes[..^1];
        var outer = new Axis(1, 0, 0);
        if (!axes.IsEmpty)
        {
            int chosen = SourceInnermost(axes, inner);
            outer = axes[chosen];
            axes[(chosen + 1)..].CopyTo(axes[chosen..]);
            axes = axes[..^1];
        }

        long outerBand = axes.IsEmpty ? outer.Length : Band(inner.Length, itemSize, outer.Length);
        long innerBand = axes.IsEmpty ? inner.Length : Band(outer.Length, itemSize, inner.Length);
        Span<long> room = stackalloc long[Odometer.Room(axes)];
        for (long innerStart = 0; innerStart < inner.Length; innerStart += innerBand)
        {
            Axis innerPart = inner.Part(innerStart, innerBand);
            for (long outerStart = 0; outerStart < outer.Length; outerStart += outerBand)
            {
                Axis outerPart = outer.Part(outerStart, outerBand);
                nint from = (nint)(innerStart * inner.SourceStride + outerStart * outer.SourceStride);
                nint to = (nint)(innerStart * inner.DestinationStride + outerStart * outer.DestinationStride);
                var at = new Odometer(axes, room);
                do
                {
                    Plane(
                        ref Unsafe.Add(ref source, from + (nint)at.Source),
                        ref Unsafe.Add(ref destination, to + (nint)at.Destination),
                        outerPart,
                        innerPart,
                        itemSize,
                        swapWidth);
                }
                while (at.Next());
            }
        }
    }

    /// <summary>Returns the axis with the smallest source stride, or the last one (the inner axis' neighbour) if that is the inner axis itself.</summary>
    private static int SourceInnermost(ReadOnlySpan<Axis> axes, Axis inner)
    {
        int chosen = axes.Length - 1;
        long smallest = inner.SourceStride == 0 ? long.MaxValue : Math.Abs(inner.SourceStride);
        for (int i = axes.Length - 1; i >= 0; i--)
        {
            long stride = Math.Abs(axes[i].SourceStride);
            if (stride > 0 && stride < smallest)
            {
                smallest = stride;
                chosen = i;
            }
        }

        return chosen;
    }

    /// <summary>Returns how much of an axis to copy before the outer axes advance: all, or about 16 KiB of cache lines if the lines along the other axis are short.</summary>
    private static long Band(long otherLength, int itemSize, long length) =>
        otherLength * itemSize >= 64 ? length : Math.Min(length, 256);

    /// <summary>Maximum bytes copied at a time: a multiple of every unit that fits a span.</summary>
    internal static readonly Threshold MaxRun = new(1 << 30);

    private static void Run(ref byte source, ref byte destination, long length, int swapWidth)
    {
        long most = MaxRun;
        for (long done = 0; done < length; done += most)
        {
            int some = (int)Math.Min(most, length - done);
            ReadOnlySpan<byte> from = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)done), some);
            Span<byte> to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)done), some);
            if (swapWidth > 1)
                ByteSwap.Units(from, to, swapWidth);
            else
                from.CopyTo(to);
        }
    }
}
