using System.Runtime.CompilerServices;
using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>Values that can be missing: null is NaT.</summary>
internal sealed class NullableTimes<T, TTicks> : TimeType<T?>
    where T : struct
    where TTicks : ITimeTicks<T>
{
    internal override DTypeKind Kind => TTicks.AreDates ? DTypeKind.Datetime : DTypeKind.Timedelta;

    internal override string Reach => TTicks.Reach;

    internal override string Digits => TimeRuns<T, TTicks>.Digits;

    internal override DType Finest => TimeRuns<T, TTicks>.Finest;

    internal override TimeReading Reading(DType dtype, Casting casting) => TimeRuns<T, TTicks>.Reading(dtype, casting);

    internal override bool IsWhole(T? value, DType dtype) => value is { } time && TimeRuns<T, TTicks>.IsWhole(time, dtype);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override int Read(ReadOnlySpan<long> counts, Span<T?> values, TimeReading reading)
    {
        ExactScale exact = reading.Scale?.Exact ?? default;
        for (int i = 0; i < values.Length; i++)
        {
            if (counts[i] == Datetime64.NaTValue)
                values[i] = null;
            else if (exact.TryApply(counts[i], out long count) || TimeRuns<T, TTicks>.TryCount(counts[i], reading, out count))
                values[i] = TTicks.Of(count);
            else
                return i;
        }

        return values.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override int Write(ReadOnlySpan<T?> values, Span<long> counts, DType dtype)
    {
        TimeScale? scale = TimeRuns<T, TTicks>.Writing(dtype);
        ExactScale exact = scale?.Exact ?? default;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                counts[i] = Datetime64.NaTValue;
            else if (!TTicks.TryCount(value, out long count) || (!exact.TryApply(count, out counts[i]) && !TimeRuns<T, TTicks>.TryWrite(count, scale, dtype, out counts[i])))
                return i;
        }

        return values.Length;
    }
}
