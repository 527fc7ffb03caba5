namespace NpyIO.Pickling;

/// <summary>Dates and spans of time from the Python values that NumPy pickles in their place: those of the module datetime where they fit, else the count; None for NaT.</summary>
internal static class PythonTimes
{
    /// <summary>The count of a dtype's unit that a value is.</summary>
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

        // In finer units NumPy writes counts.
        if (dtype.Unit > DatetimeUnit.Microsecond)
            return false;
        // Of NumPy's own values none has digits below the unit; they would be lost.
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
