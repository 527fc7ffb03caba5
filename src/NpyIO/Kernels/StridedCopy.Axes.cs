namespace NpyIO.Kernels;

internal static partial class StridedCopy
{
    /// <summary>One axis of a copy: length in elements, strides in bytes.</summary>
    private readonly record struct Axis(long Length, long SourceStride, long DestinationStride)
    {
        internal Axis Part(long start, long length) => this with { Length = Math.Min(length, Length - start) };
    }

    /// <summary>
    /// Drops axes of length 1, flips axes so that the destination is written upwards, sorts them by destination stride (largest first)
    /// and merges neighbours that are one axis on both sides. Returns how many axes remain.
    /// </summary>
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

        /// <summary>The current offset in the source, in bytes.</summary>
        internal long Source { get; private set; }

        /// <summary>The current offset in the destination, in bytes.</summary>
        internal long Destination { get; private set; }

        /// <summary>The number of counters needed. No layout has a rank above NumPy's maximum.</summary>
        internal static int Room(ReadOnlySpan<Axis> axes) => Math.Max(MaxRank, axes.Length);

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
