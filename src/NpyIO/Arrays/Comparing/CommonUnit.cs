using System.Numerics;
using NpyIO.DTypes;

namespace NpyIO.Arrays.Comparing;

/// <summary>The unit in which counts of two units are compared: NumPy's, the greatest that divides both, but days at most if only one of them is years or months.</summary>
internal sealed class CommonUnit
{
    private readonly CountedUnit _actual, _desired;

    private CommonUnit(DType actual, DType desired, DType difference)
    {
        IsSpan = actual.Kind == DTypeKind.Timedelta;
        IsSame = actual.Unit == desired.Unit && actual.UnitMultiple == desired.UnitMultiple;
        Difference = difference;
        _actual = CountedUnit.Of(actual, difference);
        _desired = CountedUnit.Of(desired, difference);
    }

    internal bool IsSpan { get; }

    internal bool IsSame { get; }

    /// <summary>The dtype of differences.</summary>
    internal DType Difference { get; }

    /// <summary>Returns null if there is no such unit: of months and days, as time spans.</summary>
    internal static CommonUnit? Of(DType actual, DType desired)
    {
        // A generic unit counts in any.
        DType one = actual.Unit == DatetimeUnit.Generic ? desired : actual, other = desired.Unit == DatetimeUnit.Generic ? actual : desired;
        DatetimeUnit finer = one.Unit > other.Unit ? one.Unit : other.Unit;
        if (one.Unit == other.Unit || Calendar.Has(one.Unit) == Calendar.Has(other.Unit))
            return new CommonUnit(actual, desired, DType.Timedelta(finer, (int)(Divisor(CountedUnit.Length(one), CountedUnit.Length(other)) / CountedUnit.Length(finer))));
        if (actual.Kind == DTypeKind.Timedelta)
            return null;
        // Months are a number of days that depends on the month.
        return new CommonUnit(actual, desired, finer <= DatetimeUnit.Day ? DType.Timedelta(DatetimeUnit.Day) : DType.Timedelta(finer, MultipleBesideMonths(one, other, finer)));
    }

    internal bool AreEqual(long actual, long desired) => _actual.IsShort && _desired.IsShort
        ? _actual.ShortCount(actual) == _desired.ShortCount(desired)
        : OfActual(actual) == OfDesired(desired);

    internal BigInteger OfActual(long count) => _actual.Count(count);

    internal BigInteger OfDesired(long count) => _desired.Count(count);

    /// <summary>NumPy's multiple, for which months are as weeks, if days are whole multiples of it, as NumPy takes for granted; otherwise 1.</summary>
    private static int MultipleBesideMonths(DType one, DType other, DatetimeUnit finer)
    {
        (DType months, DType fixedLength) = Calendar.Has(one.Unit) ? (one, other) : (other, one);
        Int128 perWeek = CountedUnit.Length(DatetimeUnit.Week) / CountedUnit.Length(finer), perDay = CountedUnit.Length(DatetimeUnit.Day) / CountedUnit.Length(finer);
        var multiple = (int)Divisor(months.UnitMultiple * perWeek, fixedLength.UnitMultiple);
        return perDay % multiple == 0 ? multiple : 1;
    }

    private static Int128 Divisor(Int128 one, Int128 other) => (Int128)BigInteger.GreatestCommonDivisor(one, other);

    /// <summary>How to count one unit in another: whole factors.</summary>
    /// <param name="Months">The months in a count that is to be counted in days or shorter units; 0 if both units are of fixed length, or both months.</param>
    /// <param name="Factor">The counts of the other unit in one count or, if there are months, in a day.</param>
    private readonly record struct CountedUnit(Int128 Months, Int128 Factor)
    {
        // A count has 63 bits, its multiple of months 35, and the days in a month 5.
        private const int DayBits = 63 + 35 + 5;

        /// <summary>Whether all counts, converted, fit 128 bits.</summary>
        internal bool IsShort => Months == 0 ? Factor <= long.MaxValue : Factor >> (127 - DayBits) == 0;

        internal static CountedUnit Of(DType dtype, DType counted)
        {
            if (dtype.Unit == DatetimeUnit.Generic)
                return new CountedUnit(0, 1);
            return Calendar.Has(dtype.Unit) && !Calendar.Has(counted.Unit)
                ? new CountedUnit((Int128)dtype.UnitMultiple * Calendar.Months(dtype.Unit), Length(DatetimeUnit.Day) / Length(counted))
                : new CountedUnit(0, Length(dtype) / Length(counted));
        }

        internal Int128 ShortCount(long count) => Months == 0 ? count * Factor : Calendar.DaysOf(count * Months) * Factor;

        internal BigInteger Count(long count) => Months == 0 ? (BigInteger)count * Factor : (BigInteger)Calendar.DaysOf(count * Months) * Factor;

        internal static Int128 Length(DType dtype) => dtype.UnitMultiple * Length(dtype.Unit);

        /// <summary>In months, or in attoseconds, the shortest unit.</summary>
        internal static Int128 Length(DatetimeUnit unit)
        {
            if (Calendar.Has(unit))
                return Calendar.Months(unit);
            if (unit == DatetimeUnit.Generic)
                return 1;
            (long ticks, long parts) = TickMath.Ratio(unit);
            return ticks * (Int128)(TickMath.Ratio(DatetimeUnit.Attosecond).Parts / parts);
        }
    }
}
