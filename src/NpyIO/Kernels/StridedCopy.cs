using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Copies elements between two layouts of the same shape in an order that touches each cache line few times. Strides can be zero or negative.</summary>
internal static partial class StridedCopy
{
    /// <summary>Maximum bytes copied at a time: a multiple of every unit that fits a span.</summary>
    internal static readonly Threshold MaxRun = new(1 << 30);

    /// <summary>Source and destination are the elements at index 0 of every axis, and must not overlap. Strides are in bytes.</summary>
    /// <remarks><paramref name="swapWidth"/> is the width in bytes of the units to reverse: 0 for none, else 2, 4, 8 or 16, and a divisor of the item size.</remarks>
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
        Span<Axis> axes = shape.Length <= DType.MaxRank ? stackalloc Axis[DType.MaxRank] : new Axis[shape.Length];
        axes = axes[..Simplify(axes, shape, sourceStrides, destinationStrides, out long sourceOffset, out long destinationOffset)];
        source = ref Unsafe.Add(ref source, (nint)sourceOffset);
        destination = ref Unsafe.Add(ref destination, (nint)destinationOffset);

        if (axes.IsEmpty || axes[^1].SourceStride == itemSize && axes[^1].DestinationStride == itemSize)
            CopyRuns(ref source, ref destination, axes, itemSize, swapWidth);
        else
            CopyElements(ref source, ref destination, axes, itemSize, swapWidth);
    }

    /// <summary>Returns how many axes remain.</summary>
    private static int Simplify(
        Span<Axis> axes,
        ReadOnlySpan<long> shape,
        ReadOnlySpan<long> sourceStrides,
        ReadOnlySpan<long> destinationStrides,
        out long sourceOffset,
        out long destinationOffset)
    {
        sourceOffset = 0;
        destinationOffset = 0;
        int count = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 1)
                continue;
            var axis = new Axis(shape[i], sourceStrides[i], destinationStrides[i]);
            // Flipped, so that the destination is written upwards.
            if (axis.DestinationStride < 0)
            {
                sourceOffset += (axis.Length - 1) * axis.SourceStride;
                destinationOffset += (axis.Length - 1) * axis.DestinationStride;
                axis = new Axis(axis.Length, -axis.SourceStride, -axis.DestinationStride);
            }

            // Insertion sort is stable: axes of equal stride keep their order.
            int place = count++;
            for (; place > 0 && axes[place - 1].DestinationStride < axis.DestinationStride; place--)
                axes[place] = axes[place - 1];
            axes[place] = axis;
        }

        return Join(axes[..count]);
    }

    private static int Join(Span<Axis> axes)
    {
        if (axes.IsEmpty)
            return 0;
        int last = 0;
        for (int i = 1; i < axes.Length; i++)
        {
            Axis outer = axes[last];
            Axis inner = axes[i];
            if (outer.SourceStride == inner.SourceStride * inner.Length && outer.DestinationStride == inner.DestinationStride * inner.Length)
                axes[last] = inner with { Length = inner.Length * outer.Length };
            else
                axes[++last] = inner;
        }

        return last + 1;
    }

    /// <summary>The innermost axis is contiguous on both sides.</summary>
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

    private static void CopyElements(ref byte source, ref byte destination, Span<Axis> axes, int itemSize, int swapWidth)
    {
        // The inner loops copy a plane: the innermost axis in the destination, and that in the source or, if it is the same, its neighbour.
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

        // The plane's source axis is split into bands, so that what the outer axes touch again is still in the cache.
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

    /// <summary>Returns the axis with the smallest source stride, or the last one if that is the inner axis itself.</summary>
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

    /// <summary>All of an axis, or about 16 KiB of cache lines if the lines along the other axis are short.</summary>
    private static long Band(long otherLength, int itemSize, long length) =>
        otherLength * itemSize >= 64 ? length : Math.Min(length, 256);

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Elements<T>(ref byte source, ref byte destination, Axis outer, Axis inner)
        where T : unmanaged
    {
        const int Side = 16;
        // If the source is contiguous along the other axis, squares keep its lines in the cache.
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

    /// <summary>One axis of a copy: length in elements, strides in bytes.</summary>
    private readonly record struct Axis(long Length, long SourceStride, long DestinationStride)
    {
        internal Axis Part(long start, long length) => this with { Length = Math.Min(length, Length - start) };
    }

    /// <summary>Counts through the outer axes and keeps both offsets.</summary>
    private ref struct Odometer
    {
        private readonly ReadOnlySpan<Axis> _axes;
        private readonly Span<long> _index;

        internal Odometer(ReadOnlySpan<Axis> axes, Span<long> room)
        {
            _axes = axes;
            _index = room[..axes.Length];
            _index.Clear();
        }

        internal long Source { get; private set; }

        internal long Destination { get; private set; }

        internal static int Room(ReadOnlySpan<Axis> axes) => Math.Max(DType.MaxRank, axes.Length);

        internal bool Next()
        {
            for (int i = _axes.Length - 1; i >= 0; i--)
            {
                Axis axis = _axes[i];
                Source += axis.SourceStride;
                Destination += axis.DestinationStride;
                if (++_index[i] < axis.Length)
                    return true;
                Source -= axis.SourceStride * axis.Length;
                Destination -= axis.DestinationStride * axis.Length;
                _index[i] = 0;
            }

            return false;
        }
    }
}
