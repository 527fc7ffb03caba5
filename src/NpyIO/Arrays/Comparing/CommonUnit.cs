using System.Numerics;

namespace NpyIO.Arrays.Comparing;

/// <summary>The unit in which counts of two units are compared: NumPy's, the greatest that divides both. Null if there is none: of months and days, as time spans.</summary>
internal sealed class CommonUnit
{
    private readonly DatetimeUnit _unit;
    private readonly DType _actual, _desired;
    private readonly int _multiple;

    private CommonUnit(DType actual, DType desired)
    {
        _actual = actual;
        _desired = desired;
        IsSpan = actual.Kind == DTypeKind.Timedelta;
        IsSame = actual.Unit == desired.Unit && actual.UnitMultiple == desired.UnitMultiple;
        bool isOtherGeneric = desired.Unit == DatetimeUnit.Generic;
        // A generic unit counts in any.
        DType one = actual.Unit == DatetimeUnit.Generic ? desired : actual, other = isOtherGeneric ? actual : desired;
        _unit = one.Unit > other.Unit ? one.Unit : other.Unit;
        _multiple = 1;
        if (IsSame || one.Equals(other))
            _multiple = one.UnitMultiple;
        else if (!IsCalendar(one.Unit) || IsCalendar(_unit))
            _multiple = (int)BigInteger.GreatestCommonDivisor(Length(one), Length(other)) is var divisor && divisor > 0 ? divisor : 1;
    }

    internal bool IsSpan { get; }

    internal bool IsSame { get; }

    /// <summary>The dtype of differences.</summary>
    internal DType Difference => DType.Timedelta(_unit, _multiple);

    internal static CommonUnit? Of(DType actual, DType desired)
    {
        bool isGeneric = actual.Unit == DatetimeUnit.Generic || desired.Unit == DatetimeUnit.Generic;
        bool isMixed = actual.Kind == DTypeKind.Timedelta && !isGeneric && IsCalendar(actual.Unit) != IsCalendar(desired.Unit);
        return isMixed ? null : new CommonUnit(actual, desired);
    }

    internal BigInteger OfActual(long count) => Convert(count, _actual);

    internal BigInteger OfDesired(long count) => Convert(count, _desired);

    private BigInteger Convert(long count, DType dtype)
    {
        if (IsSame || dtype.Unit == DatetimeUnit.Generic)
            return count;
        if (!IsCalendar(dtype.Unit) || IsCalendar(_unit))
            return count * Length(dtype) / _multiple;
        BigInteger months = (BigInteger)count * dtype.UnitMultiple * (dtype.Unit == DatetimeUnit.Year ? 12 : 1);
        return DaysOf(months) * LengthOf(DatetimeUnit.Day, _unit) / _multiple;
    }

    /// <summary>The length of a unit with its multiple, in units of the common one.</summary>
    private BigInteger Length(DType dtype) => dtype.UnitMultiple * LengthOf(dtype.Unit, _unit);

    private static BigInteger LengthOf(DatetimeUnit coarse, DatetimeUnit fine)
    {
        BigInteger length = 1;
        for (DatetimeUnit unit = coarse; unit < fine; unit++)
            length *= Finer(unit);
        return length;
    }

    // NumPy has removed the unit between week and day.
    private static int Finer(DatetimeUnit unit) => unit switch
    {
        DatetimeUnit.Year => 12,
        DatetimeUnit.Week => 7,
        DatetimeUnit.Day => 24,
        DatetimeUnit.Hour or DatetimeUnit.Minute => 60,
        >= DatetimeUnit.Second => 1000,
        _ => 1,
    };

    /// <summary>The days from 1970 to the first of a month, which is counted from January 1970, in the Gregorian calendar without a beginning.</summary>
    private static BigInteger DaysOf(BigInteger months)
    {
        // 4800 months are 400 years, in which all repeats.
        const int PeriodMonths = 4800, PeriodDays = 146097, StartYear = 2000;
        BigInteger sinceStart = months - (StartYear - 1970) * 12;
        BigInteger periods = BigInteger.DivRem(sinceStart, PeriodMonths, out BigInteger rest);
        if (rest.Sign < 0)
            (periods, rest) = (periods - 1, rest + PeriodMonths);
        var month = new DateTime(StartYear + (int)rest / 12, (int)rest % 12 + 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return periods * PeriodDays + (month - DateTime.UnixEpoch).Days;
    }

    private static bool IsCalendar(DatetimeUnit unit) => unit is DatetimeUnit.Year or DatetimeUnit.Month;
}
