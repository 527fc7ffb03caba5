namespace NpyIO.DTypes;

/// <summary>Years and months, which have no fixed length, as days from 1970-01-01, in the years 1 to 9999.</summary>
internal static class Calendar
{
    private const long FirstMonth = -1969 * 12;
    private const long EndMonth = (9999 - 1969) * 12;

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    internal static bool Has(DatetimeUnit unit) => unit is DatetimeUnit.Year or DatetimeUnit.Month;

    internal static int Months(DatetimeUnit unit) => unit == DatetimeUnit.Year ? 12 : 1;

    /// <summary>The months count from January 1970.</summary>
    internal static bool TryDays(Int128 months, out long days)
    {
        days = 0;
        if (months < FirstMonth || months >= EndMonth)
            return false;
        int fromYear1 = (int)(months - FirstMonth);
        days = new DateOnly(fromYear1 / 12 + 1, fromYear1 % 12 + 1, 1).DayNumber - Epoch;
        return true;
    }

    /// <summary>Returns false unless the day, which is in the years 1 to 9999, is the first of a month.</summary>
    internal static bool TryMonths(long days, out long months)
    {
        DateOnly day = DateOnly.FromDayNumber((int)days + Epoch);
        months = (day.Year - 1970) * 12 + day.Month - 1;
        return day.Day == 1;
    }
}
