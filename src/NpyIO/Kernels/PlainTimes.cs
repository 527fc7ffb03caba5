using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>Values that cannot be missing.</summary>
internal sealed class PlainTimes<T, TTicks> : TimeType<T>
    where T : struct
    where TTicks : ITimeTicks<T>
{
    /// <summary>How many values to convert at once, before those that need more than the fast way are converted one by one.</summary>
    private const int Piece = 512;

    internal override DTypeKind Kind => TTicks.AreDates ? DTypeKind.Datetime : DTypeKind.Timedelta;

    internal override string Reach => TTicks.Reach;

    internal override string Digits => TimeRuns<T, TTicks>.Digits;

    internal override DType Finest => TimeRuns<T, TTicks>.Finest;

    internal override TimeReading Reading(DType dtype, Casting casting) => TimeRuns<T, TTicks>.Reading(dtype, casting);

    internal override bool IsWhole(T value, DType dtype) => TimeRuns<T, TTicks>.IsWhole(value, dtype);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override int Read(ReadOnlySpan<long> counts, Span<T> values, TimeReading reading)
    {
        ExactScale exact = reading.Scale?.Exact ?? default;
        if (TTicks.Bits is not { } added || Unsafe.SizeOf<T>() != sizeof(long))
            return ReadEach(counts, values, reading, exact);

        // T has the size of its bits, and no references.
        Span<long> bits = MemoryMarshal.CreateSpan(ref Unsafe.As<T, long>(ref MemoryMarshal.GetReference(values)), values.Length);
        for (int done = 0; done < values.Length; done += Piece)
        {
            int count = Math.Min(Piece, values.Length - done);
            if (exact.TryApply(counts.Slice(done, count), bits.Slice(done, count), added))
                continue;
            int read = ReadEach(counts.Slice(done, count), values.Slice(done, count), reading, exact);
            if (read < count)
                return done + read;
        }

        return values.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ReadEach(ReadOnlySpan<long> counts, Span<T> values, TimeReading reading, ExactScale exact)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!exact.TryApply(counts[i], out long count) && !TimeRuns<T, TTicks>.TryCount(counts[i], reading, out count))
                return i;
            values[i] = TTicks.Of(count);
        }

        return values.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override int Write(ReadOnlySpan<T> values, Span<long> counts, DType dtype)
    {
        TimeScale? scale = TimeRuns<T, TTicks>.Writing(dtype);
        ExactScale exact = scale?.Exact ?? default;
        for (int i = 0; i < values.Length; i++)
        {
            if (!TTicks.TryCount(values[i], out long count) || (!exact.TryApply(count, out counts[i]) && !TimeRuns<T, TTicks>.TryWrite(count, scale, dtype, out counts[i])))
                return i;
        }

        return values.Length;
    }
}
