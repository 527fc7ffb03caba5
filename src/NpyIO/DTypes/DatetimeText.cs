using System.Globalization;
using System.Text;

namespace NpyIO.DTypes;

/// <summary>Writes dates and times like <c>np.datetime_as_string</c> of NumPy 2.4, with the same arithmetic, which wraps around past 64 bits.</summary>
internal static class DatetimeText
{
    private const long SecondsPerDay = 86400;
    private const long DaysPer400Years = 146097;

    internal static string Write(Datetime64 moment)
    {
        if (moment.IsNaT)
            return "NaT";
        if (moment.Unit == DatetimeUnit.Generic)
            return moment.Value.ToString(CultureInfo.InvariantCulture);
        long count = unchecked(moment.Value * moment.Multiple);
        var builder = new StringBuilder(32);
        switch (moment.Unit)
        {
            case DatetimeUnit.Year:
                return AppendYear(builder, unchecked(1970 + count)).ToString();
            case DatetimeUnit.Month:
                (long years, long month) = IntegerMath.FloorDivide(count, 12);
                AppendYear(builder, 1970 + years);
                return AppendTwoDigits(builder, '-', month + 1).ToString();
            case DatetimeUnit.Week:
                return AppendDate(builder, unchecked(count * 7)).ToString();
            case DatetimeUnit.Day:
                return AppendDate(builder, count).ToString();
            case DatetimeUnit.Hour:
                (long days, long hour) = IntegerMath.FloorDivide(count, 24);
                return AppendTwoDigits(AppendDate(builder, days), 'T', hour).ToString();
            case DatetimeUnit.Minute:
                (days, long minute) = IntegerMath.FloorDivide(count, 24 * 60);
                AppendTwoDigits(AppendDate(builder, days), 'T', minute / 60);
                return AppendTwoDigits(builder, ':', minute % 60).ToString();
            default:
                return AppendSeconds(builder, count, moment.Unit).ToString();
        }
    }

    private static StringBuilder AppendSeconds(StringBuilder builder, long count, DatetimeUnit unit)
    {
        int digits = 3 * (unit - DatetimeUnit.Second);
        (long seconds, long fraction) = IntegerMath.FloorDivide(count, PowerOfTen(digits));
        (long days, long second) = IntegerMath.FloorDivide(seconds, SecondsPerDay);
        AppendTwoDigits(AppendDate(builder, days), 'T', second / 3600);
        AppendTwoDigits(builder, ':', second / 60 % 60);
        AppendTwoDigits(builder, ':', second % 60);
        return digits == 0 ? builder : builder.Append('.').Append(fraction.ToString($"D{digits}", CultureInfo.InvariantCulture));
    }

    private static StringBuilder AppendDate(StringBuilder builder, long days)
    {
        long year = ToYear(days, out long dayOfYear);
        int month = 0;
        bool isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (int length; dayOfYear >= (length = DaysInMonth(month, isLeap)); month++)
            dayOfYear -= length;
        AppendTwoDigits(AppendYear(builder, year), '-', month + 1);
        return AppendTwoDigits(builder, '-', dayOfYear + 1);
    }

    // NumPy's days_to_yearsdays. The calendar repeats every 400 years; counting starts at 2000-01-01.
    private static long ToYear(long days, out long dayOfYear)
    {
        (long cycles, long rest) = IntegerMath.FloorDivide(unchecked(days - ((30 * 365) + 7)), DaysPer400Years);
        long year = 400 * cycles;
        if (rest >= 366)
        {
            year += 100 * ((rest - 1) / 36524);
            rest = (rest - 1) % 36524;
            if (rest >= 365)
            {
                year += 4 * ((rest + 1) / 1461);
                rest = (rest + 1) % 1461;
                if (rest >= 366)
                {
                    year += (rest - 1) / 365;
                    rest = (rest - 1) % 365;
                }
            }
        }

        dayOfYear = rest;
        return year + 2000;
    }

    private static int DaysInMonth(int month, bool isLeap) => month switch
    {
        1 => isLeap ? 29 : 28,
        3 or 5 or 8 or 10 => 30,
        _ => 31,
    };

    // C's %04lld: the sign counts as one of the four.
    private static StringBuilder AppendYear(StringBuilder builder, long year) =>
        builder.Append(year.ToString(year < 0 ? "D3" : "D4", CultureInfo.InvariantCulture));

    private static StringBuilder AppendTwoDigits(StringBuilder builder, char separator, long value) =>
        builder.Append(separator).Append((char)('0' + (value / 10))).Append((char)('0' + (value % 10)));

    private static long PowerOfTen(int digits)
    {
        long power = 1;
        for (; digits > 0; digits--)
            power *= 10;
        return power;
    }
}
