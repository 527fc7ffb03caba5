using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>What rows with and without null share.</summary>
internal static class TimeRuns<T, TTicks>
    where T : struct
    where TTicks : ITimeTicks<T>
{
    /// <summary>The last ones made, which the next element most probably needs again. Immutable, so that threads can only replace them.</summary>
    private static TimeReading? _reading;
    private static TimeWriting? _writing;

    internal static string Digits => TTicks.Length == 1 ? "steps of 100 ns" : "whole days";

    internal static DType Finest { get; } =
        TTicks.Length != 1 ? DType.Datetime(DatetimeUnit.Day)
        : TTicks.AreDates ? DType.Datetime(DatetimeUnit.Nanosecond, 100)
        : DType.Timedelta(DatetimeUnit.Nanosecond, 100);

    internal static bool IsWhole(T value, DType dtype) => TTicks.TryCount(value, out long count) && Writing(dtype)?.IsWhole(count) == true;

    internal static TimeReading Reading(DType dtype, Casting casting)
    {
        bool roundsDown = casting is Casting.SameKind or Casting.Unsafe;
        TimeReading? last = _reading;
        if (last is null || last.Unit != dtype.Unit || last.Multiple != dtype.UnitMultiple || last.RoundsDown != roundsDown)
            _reading = last = NewReading(dtype, roundsDown);
        return last;
    }

    private static TimeReading NewReading(DType dtype, bool roundsDown)
    {
        if (Calendar.Has(dtype.Unit))
            return new TimeReading(dtype.Unit, dtype.UnitMultiple, null, (long)Calendar.Months(dtype.Unit) * dtype.UnitMultiple, roundsDown);
        (Int128 ticks, Int128 parts) = Ratio(dtype);
        return new TimeReading(dtype.Unit, dtype.UnitMultiple, new TimeScale(ticks, parts * TTicks.Length, TTicks.Minimum, TTicks.Maximum), 0, roundsDown);
    }

    /// <summary>For counts that <see cref="ExactScale"/> refuses.</summary>
    internal static bool TryCount(long stored, TimeReading reading, out long count)
    {
        count = 0;
        if (stored == Datetime64.NaTValue)
            return false;
        if (reading.Scale is { } scale)
            return reading.RoundsDown ? scale.TryRoundedDown(stored, out count) : scale.TryExact(stored, out count);

        // A midnight, which every type of dates can hold.
        Int128 days = Calendar.DaysOf((Int128)stored * reading.Months);
        long perDay = TimeSpan.TicksPerDay / TTicks.Length;
        if (days < TTicks.Minimum / perDay || days > TTicks.Maximum / perDay)
            return false;
        count = (long)days * perDay;
        return true;
    }

    /// <summary>Returns null for years and months.</summary>
    internal static TimeScale? Writing(DType dtype)
    {
        if (Calendar.Has(dtype.Unit))
            return null;
        TimeWriting? last = _writing;
        if (last is null || last.Unit != dtype.Unit || last.Multiple != dtype.UnitMultiple)
        {
            (Int128 ticks, Int128 parts) = Ratio(dtype);
            _writing = last = new TimeWriting(dtype.Unit, dtype.UnitMultiple, new TimeScale(parts * TTicks.Length, ticks, -long.MaxValue, long.MaxValue));
        }

        return last.Scale;
    }

    internal static bool TryWrite(long count, TimeScale? scale, DType dtype, out long stored)
    {
        if (scale is not null)
            return scale.TryExact(count, out stored);
        stored = 0;
        (long days, long rest) = Math.DivRem(count, TimeSpan.TicksPerDay / TTicks.Length);
        (stored, long others) = Math.DivRem((long)Calendar.MonthsOf(days, out int day), (long)Calendar.Months(dtype.Unit) * dtype.UnitMultiple);
        return rest == 0 && day == 0 && others == 0;
    }

    private sealed record TimeWriting(DatetimeUnit Unit, int Multiple, TimeScale Scale);

    /// <summary>A count of the dtype is that many ticks, divided by that many parts.</summary>
    private static (Int128 Ticks, Int128 Parts) Ratio(DType dtype)
    {
        (long ticks, long parts) = TickMath.Ratio(dtype.Unit);
        return ((Int128)ticks * dtype.UnitMultiple, parts);
    }
}
