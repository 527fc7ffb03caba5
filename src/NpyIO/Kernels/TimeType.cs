using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>The table of the CLR types of dates and times that have no unit of their own, with their conversions from and to the counts of datetime64 and timedelta64.</summary>
internal abstract class TimeType
{
    private static readonly Dictionary<Type, TimeType> Table = new()
    {
        [typeof(DateTime)] = new PlainTimes<DateTime, DateTimeTicks>(),
        [typeof(DateTime?)] = new NullableTimes<DateTime, DateTimeTicks>(),
        [typeof(DateTimeOffset)] = new PlainTimes<DateTimeOffset, DateTimeOffsetTicks>(),
        [typeof(DateTimeOffset?)] = new NullableTimes<DateTimeOffset, DateTimeOffsetTicks>(),
        [typeof(DateOnly)] = new PlainTimes<DateOnly, DateOnlyTicks>(),
        [typeof(DateOnly?)] = new NullableTimes<DateOnly, DateOnlyTicks>(),
        [typeof(TimeOnly)] = new PlainTimes<TimeOnly, TimeOnlyTicks>(),
        [typeof(TimeOnly?)] = new NullableTimes<TimeOnly, TimeOnlyTicks>(),
        [typeof(TimeSpan)] = new PlainTimes<TimeSpan, TimeSpanTicks>(),
        [typeof(TimeSpan?)] = new NullableTimes<TimeSpan, TimeSpanTicks>(),
    };

    /// <summary>Returns null if the type is not in the table.</summary>
    internal static TimeType? Of(Type type) => Table.GetValueOrDefault(type);

    internal abstract DTypeKind Kind { get; }

    /// <summary>The limits, for messages.</summary>
    internal abstract string Reach { get; }

    /// <summary>The finest digits, for messages.</summary>
    internal abstract string Digits { get; }

    /// <summary>Whether the dtype holds such values: of the same kind, with a unit of fixed length, or years and months for dates.</summary>
    internal bool CanBe(DType dtype) =>
        dtype.Kind == Kind && dtype.Unit != DatetimeUnit.Generic && (Kind == DTypeKind.Datetime || !Calendar.Has(dtype.Unit));

    /// <summary>The dtype that holds the digits and years of every value.</summary>
    internal abstract DType Finest { get; }

    /// <summary>Calls a generic method with the type of this row.</summary>
    internal abstract TResult With<TResult>(ITimeTypeUser<TResult> user);
}

/// <summary>A row of the table.</summary>
/// <typeparam name="T">The CLR type.</typeparam>
internal abstract class TimeType<T> : TimeType
{
    /// <summary>The row of T, or null if T is not in the table.</summary>
    internal static readonly TimeType<T>? Row = (TimeType<T>?)Of(typeof(T));

    /// <summary>Reads native counts as values, and returns how many; if not all, the next one is NaT, has lost digits, or is out of range.</summary>
    internal abstract int Read(ReadOnlySpan<long> counts, Span<T> values, TimeReading reading);

    /// <summary>Writes values as native counts, exactly, and returns how many; if not all, the next one is local, not a whole count, or out of range.</summary>
    internal abstract int Write(ReadOnlySpan<T> values, Span<long> counts, DType dtype);

    /// <summary>Whether the value is a whole number of the dtype's units, if not too many for 64 bits. False for null.</summary>
    internal abstract bool IsWhole(T value, DType dtype);

    /// <summary>The dtype satisfies <see cref="TimeType.CanBe"/>.</summary>
    internal abstract TimeReading Reading(DType dtype, Casting casting);

    /// <summary>The value of the count 0.</summary>
    internal T Zero(DType dtype)
    {
        T zero = default!;
        Read([0], new Span<T>(ref zero), Reading(dtype, Casting.Equivalent));
        return zero;
    }

    internal override TResult With<TResult>(ITimeTypeUser<TResult> user) => user.Use<T>();
}

/// <summary>A generic method, for a type that is known only at run time.</summary>
internal interface ITimeTypeUser<TResult>
{
    TResult Use<T>();
}

/// <summary>How to read the counts of a dtype as values of one CLR type. Immutable and thread-safe.</summary>
/// <param name="Unit">The unit of the dtype.</param>
/// <param name="Multiple">The multiple of the unit.</param>
/// <param name="Scale">From the dtype's counts to those of the CLR type; null for years and months.</param>
/// <param name="Months">The number of months in a count, if it is years or months.</param>
/// <param name="RoundsDown">Whether digits beyond the CLR type's are dropped; otherwise they are lost.</param>
internal sealed record TimeReading(DatetimeUnit Unit, int Multiple, TimeScale? Scale, long Months, bool RoundsDown);

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

/// <summary>What rows with and without null share.</summary>
internal static class TimeRuns<T, TTicks>
    where T : struct
    where TTicks : ITimeTicks<T>
{
    /// <summary>The last ones made, which the next element most probably needs again. Immutable, so that threads can only replace them.</summary>
    private static TimeReading? _reading;
    private static TimeWriting? _writing;

    internal static string Digits => TTicks.Length == 1 ? "100 ns" : "whole days";

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
