namespace NpyIO.Pickling;

/// <summary>Converts the Python values that NumPy pickles for dates and times: datetime objects if they are exact, otherwise the count of units; None for NaT.</summary>
internal static class PythonTimes
{
    internal static bool TryCount(object? value, DType dtype, out long count)
    {
        count = Datetime64.NaTValue;
        if (value is null)
            return true;
        if (value is long whole)
        {
            count = whole;
            return true;
        }

        // For finer units NumPy writes counts.
        if (dtype.Unit > DatetimeUnit.Microsecond)
            return false;
        // NumPy writes no values finer than the unit; reading one would lose digits.
        switch (value)
        {
            case DateTime moment when dtype.Kind == DTypeKind.Datetime:
                return TryCount(moment, dtype, out count);
            case DateOnly day when dtype.Kind == DTypeKind.Datetime:
                return TryCount(day.ToDateTime(TimeOnly.MinValue), dtype, out count);
            case TimeSpan span when dtype.Kind == DTypeKind.Timedelta && dtype.Unit is not (DatetimeUnit.Year or DatetimeUnit.Month):
                count = Timedelta64.FromTimeSpanRoundedDown(span, dtype.Unit).Value / dtype.UnitMultiple;
                return new Timedelta64(count, dtype.Unit, dtype.UnitMultiple).TryToTimeSpan(out TimeSpan found) && found == span;
            default:
                return false;
        }
    }

    private static bool TryCount(DateTime moment, DType dtype, out long count)
    {
        count = Datetime64.FromDateTimeRoundedDown(moment, dtype.Unit).Value / dtype.UnitMultiple;
        return new Datetime64(count, dtype.Unit, dtype.UnitMultiple).TryToDateTime(out DateTime found) && found.Ticks == moment.Ticks;
    }
}
