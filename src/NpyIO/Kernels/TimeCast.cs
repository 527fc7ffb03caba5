using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.DTypes;

namespace NpyIO.Kernels;

/// <summary>Converts counts of dates or of time spans to another unit, rounding down as NumPy does. Immutable and thread-safe; NaT stays NaT.</summary>
internal abstract class TimeCast
{
    /// <summary>Returns null if these are not dates, or time spans, both of them.</summary>
    internal static TimeCast? Create(DType from, DType to)
    {
        if (from.Kind != to.Kind || from.Kind is not (DTypeKind.Datetime or DTypeKind.Timedelta))
            return null;
        if (from.Unit == DatetimeUnit.Generic || to.Unit == DatetimeUnit.Generic)
            return new Scaled(1, 1);
        bool isCalendar = Calendar.Has(from.Unit);
        if (isCalendar == Calendar.Has(to.Unit))
            return OfFixedLengths(from, to);
        if (from.Kind == DTypeKind.Timedelta)
            return OfAverageLengths(from, to);
        return isCalendar ? new FromMonths(from, to) : new ToMonths(from, to);
    }

    /// <summary>Returns whether the result, rounded down, fits 64 bits and is not NaT. The value is not NaT.</summary>
    internal abstract bool TryConvert(long value, out long result, out bool isExact);

    /// <summary>As NumPy converts, whose arithmetic wraps around.</summary>
    internal abstract long Wrapped(long value);

    /// <summary>For values that <see cref="TryConvert"/> converts.</summary>
    internal void Convert(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(source);
        Span<long> results = MemoryMarshal.Cast<byte, long>(destination);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == Datetime64.NaTValue || !TryConvert(values[i], out results[i], out _))
                results[i] = Datetime64.NaTValue;
        }
    }

    /// <summary>See <see cref="Casting.Unsafe"/>.</summary>
    internal void ConvertWrapped(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(source);
        Span<long> results = MemoryMarshal.Cast<byte, long>(destination);
        for (int i = 0; i < values.Length; i++)
            results[i] = values[i] == Datetime64.NaTValue ? Datetime64.NaTValue : Wrapped(values[i]);
    }

    /// <summary>Converts what <see cref="TryConvert"/> converts, or only what it converts exactly. Returns false, and has converted some, if one cannot be.</summary>
    internal FusedKernel Fused(Casting casting) => casting == Casting.Checked ? TryConvertExactly : TryConvertAll;

    protected virtual bool TryConvertExactly(ReadOnlySpan<byte> source, Span<byte> destination) => TryConvertEach(source, destination, Casting.Checked);

    private bool TryConvertAll(ReadOnlySpan<byte> source, Span<byte> destination) => TryConvertEach(source, destination, Casting.SameKind);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryConvertEach(ReadOnlySpan<byte> source, Span<byte> destination, Casting casting)
    {
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(source);
        Span<long> results = MemoryMarshal.Cast<byte, long>(destination);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == Datetime64.NaTValue)
                results[i] = Datetime64.NaTValue;
            else if (!TryConvert(values[i], out results[i], out bool isExact) || (casting == Casting.Checked && !isExact))
                return false;
        }

        return true;
    }

    private static Scaled OfFixedLengths(DType from, DType to)
    {
        (Int128 multiply, Int128 divide) = (from.UnitMultiple, to.UnitMultiple);
        if (Calendar.Has(from.Unit))
            return from.Kind == DTypeKind.Datetime ? new ScaledMonths(from, to) : new Scaled(multiply * Calendar.Months(from.Unit), divide * Calendar.Months(to.Unit));
        (Int128 ticks, Int128 parts) = TickMath.Ratio(from.Unit);
        (Int128 toTicks, Int128 toParts) = TickMath.Ratio(to.Unit);
        return new Scaled(multiply * ticks * toParts, divide * toTicks * parts);
    }

    /// <summary>Time spans of years and months have the average length of the calendar's.</summary>
    private static Scaled OfAverageLengths(DType from, DType to)
    {
        bool isFromMonths = Calendar.Has(from.Unit);
        (DType calendar, DType other) = isFromMonths ? (from, to) : (to, from);
        (Int128 ticks, Int128 parts) = TickMath.Ratio(other.Unit);
        Int128 length = (Int128)calendar.UnitMultiple * Calendar.Months(calendar.Unit) * Calendar.CycleDays * TimeSpan.TicksPerDay * parts;
        Int128 units = (Int128)other.UnitMultiple * 12 * Calendar.CycleYears * ticks;
        return isFromMonths ? new Scaled(length, units) : new Scaled(units, length);
    }

    private static Int128 FloorDivide(Int128 value, Int128 divisor, out bool isExact)
    {
        (Int128 quotient, Int128 remainder) = IntegerMath.FloorDivide(value, divisor);
        isExact = remainder == 0;
        return quotient;
    }

    /// <summary>Rounding down subtracts first, as in NumPy, which may wrap around.</summary>
    private static long FloorWrapped(long value, long divisor) => (value < 0 ? unchecked(value - divisor + 1) : value) / divisor;

    private static bool Fits(Int128 count, out long result)
    {
        result = unchecked((long)count);
        return count > Datetime64.NaTValue && count <= long.MaxValue;
    }

    private class Scaled(Int128 multiply, Int128 divide) : TimeCast
    {
        private readonly TimeScale _scale = new(multiply, divide, -long.MaxValue, long.MaxValue);

        internal override bool TryConvert(long value, out long result, out bool isExact) => _scale.TryRoundedDown(value, out result, out isExact);

        internal override long Wrapped(long value) => _scale.Wrapped(value);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override bool TryConvertExactly(ReadOnlySpan<byte> source, Span<byte> destination)
        {
            ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(source);
            Span<long> results = MemoryMarshal.Cast<byte, long>(destination);
            ExactScale exact = _scale.Exact;
            for (int i = 0; i < values.Length; i++)
            {
                if (exact.TryApply(values[i], out results[i]))
                    continue;
                if (values[i] != Datetime64.NaTValue)
                    return base.TryConvertExactly(source, destination);
                results[i] = Datetime64.NaTValue;
            }

            return true;
        }
    }

    /// <summary>NumPy multiplies such dates out, takes them apart into year and month, and divides what it makes of them again: other intermediate results wrap around than those of time spans.</summary>
    private sealed class ScaledMonths(DType from, DType to)
        : Scaled((Int128)from.UnitMultiple * Calendar.Months(from.Unit), (Int128)to.UnitMultiple * Calendar.Months(to.Unit))
    {
        internal override long Wrapped(long value)
        {
            Int128 months = unchecked(value * from.UnitMultiple) * (Int128)Calendar.Months(from.Unit);
            return FloorWrapped(unchecked((long)FloorDivide(months, Calendar.Months(to.Unit), out _)), to.UnitMultiple);
        }
    }

    private sealed class FromMonths(DType from, DType to) : TimeCast
    {
        private readonly long _months = (long)Calendar.Months(from.Unit) * from.UnitMultiple;

        /// <summary>A day is that many units, each of that many days: one of them is 1.</summary>
        private readonly (Int128 PerDay, int Days) _unit = to.Unit == DatetimeUnit.Week ? (1, 7) : ((Int128)TimeSpan.TicksPerDay * TickMath.Ratio(to.Unit).Parts / TickMath.Ratio(to.Unit).Ticks, 1);

        internal override bool TryConvert(long value, out long result, out bool isExact)
        {
            Int128 days = Calendar.DaysOf((Int128)value * _months);
            (result, isExact) = (0, true);

            // Beyond this, the product may be beyond 128 bits, and the result is beyond 64.
            Int128 limit = ((Int128)to.UnitMultiple * _unit.Days << 64) / _unit.PerDay + 1;
            return Int128.Abs(days) <= limit && Fits(FloorDivide(days * _unit.PerDay, (Int128)to.UnitMultiple * _unit.Days, out isExact), out result);
        }

        internal override long Wrapped(long value)
        {
            long days = unchecked((long)Calendar.DaysOf(unchecked(value * from.UnitMultiple) * (Int128)Calendar.Months(from.Unit)));
            return FloorWrapped(FloorWrapped(unchecked(days * (long)_unit.PerDay), _unit.Days), to.UnitMultiple);
        }
    }

    private sealed class ToMonths(DType from, DType to) : TimeCast
    {
        private readonly Int128 _perDay = PerDay(from.Unit);

        /// <summary>A count is that many days, divided by <see cref="_perDay"/>.</summary>
        private readonly Int128 _units = Units(from.Unit) * from.UnitMultiple;

        internal override bool TryConvert(long value, out long result, out bool isExact)
        {
            Int128 months = Calendar.MonthsOf(FloorDivide(value * _units, _perDay, out bool isDay), out int day);
            Int128 count = FloorDivide(months, (Int128)Calendar.Months(to.Unit) * to.UnitMultiple, out isExact);
            isExact &= isDay && day == 0;
            return Fits(count, out result);
        }

        internal override long Wrapped(long value)
        {
            long count = unchecked(value * from.UnitMultiple);
            Int128 days = from.Unit == DatetimeUnit.Week ? unchecked(count * 7) : FloorDivide(count * Units(from.Unit), _perDay, out _);
            Int128 months = Calendar.MonthsOf(days, out _);
            return FloorWrapped(unchecked((long)FloorDivide(months, Calendar.Months(to.Unit), out _)), to.UnitMultiple);
        }

        /// <summary>A unit of a day or longer is whole days, any other one of so many in a day, so that no product exceeds 128 bits.</summary>
        private static Int128 PerDay(DatetimeUnit unit) => TickMath.Ratio(unit) is var (ticks, parts) && ticks >= TimeSpan.TicksPerDay ? 1 : TimeSpan.TicksPerDay * (Int128)parts / ticks;

        private static Int128 Units(DatetimeUnit unit) => Math.Max(1, TickMath.Ratio(unit).Ticks / TimeSpan.TicksPerDay);
    }
}
