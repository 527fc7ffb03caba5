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
        if (dtype.Unit > DatetimeUnit.Microsecond || dtype.UnitMultiple == 0)
            return false;
        long? units = (dtype.Kind, value) switch
        {
            (DTypeKind.Datetime, DateTime moment) => Datetime64.FromDateTime(moment, dtype.Unit).Value,
            (DTypeKind.Datetime, DateOnly day) => Datetime64.FromDateTime(day.ToDateTime(TimeOnly.MinValue), dtype.Unit).Value,
            (DTypeKind.Timedelta, TimeSpan span) when dtype.Unit is not (DatetimeUnit.Year or DatetimeUnit.Month) => Timedelta64.FromTimeSpan(span, dtype.Unit).Value,
            _ => null,
        };
        count = units.GetValueOrDefault() / dtype.UnitMultiple;
        return units is not null;
    }
}
