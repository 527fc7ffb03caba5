using System.Numerics;

namespace NpyIO.DTypes;

/// <summary>Years and months, which have no fixed length, and days, all counted from 1970-01-01, by the Gregorian calendar of any year.</summary>
internal static class Calendar
{
    private const int DaysIn4Years = 1461;
    private const int DaysIn100Years = 36524;

    /// <summary>Days from 0001-01-01 to 1970-01-01, and months.</summary>
    private const int EpochDays = 719162;
    private const int EpochMonths = 1969 * 12;

    /// <summary>The Gregorian calendar repeats every 400 years.</summary>
    internal const int CycleYears = 400;
    internal const int CycleDays = 146097;

    /// <summary>Counts up to this give others that fit 64 bits with room to spare.</summary>
    private const long Small = 1L << 50;

    // Of a year without and with a leap day.
    private static readonly int[] DaysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    private static readonly int[] DaysBeforeInLeapYear = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];

    internal static bool Has(DatetimeUnit unit) => unit is DatetimeUnit.Year or DatetimeUnit.Month;

    internal static int Months(DatetimeUnit unit) => unit == DatetimeUnit.Year ? 12 : 1;

    /// <summary>Returns the first day of a month.</summary>
    internal static Int128 DaysOf(Int128 months) => Int128.Abs(months) <= Small ? DaysOf<long>((long)months) : DaysOf<Int128>(months);

    /// <summary>Returns the month that a day is in, and the number of days in it before that one.</summary>
    internal static Int128 MonthsOf(Int128 days, out int day) => Int128.Abs(days) <= Small ? MonthsOf<long>((long)days, out day) : MonthsOf<Int128>(days, out day);

    private static TNumber DaysOf<TNumber>(TNumber months)
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        // Whole years of the calendar before this one, from the year 1 on, and within a cycle of them.
        (TNumber years, int month) = Divide(months + TNumber.CreateTruncating(EpochMonths), 12);
        (TNumber cycles, int year) = Divide(years, CycleYears);
        int days = year * 365 + year / 4 - year / 100 + (IsLeap(year + 1) ? DaysBeforeInLeapYear : DaysBefore)[month];
        return cycles * TNumber.CreateTruncating(CycleDays) + TNumber.CreateTruncating(days - EpochDays);
    }

    private static TNumber MonthsOf<TNumber>(TNumber days, out int day)
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        (TNumber cycles, int rest) = Divide(days + TNumber.CreateTruncating(EpochDays), CycleDays);

        // The last century of a cycle and the last year of four are a day longer.
        int centuries = Math.Min(rest / DaysIn100Years, 3);
        rest -= centuries * DaysIn100Years;
        int fours = rest / DaysIn4Years;
        rest -= fours * DaysIn4Years;
        int ones = Math.Min(rest / 365, 3);
        rest -= ones * 365;
        int year = centuries * 100 + fours * 4 + ones;
        int[] before = IsLeap(year + 1) ? DaysBeforeInLeapYear : DaysBefore;
        int month = 11;
        while (before[month] > rest)
            month--;
        day = rest - before[month];
        return (cycles * TNumber.CreateTruncating(CycleYears) + TNumber.CreateTruncating(year)) * TNumber.CreateTruncating(12) + TNumber.CreateTruncating(month - EpochMonths);
    }

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % CycleYears == 0);

    /// <summary>Rounds down.</summary>
    private static (TNumber Quotient, int Remainder) Divide<TNumber>(TNumber value, int divisor)
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        (TNumber quotient, TNumber remainder) = IntegerMath.FloorDivide(value, TNumber.CreateTruncating(divisor));
        return (quotient, int.CreateTruncating(remainder));
    }
}
