namespace NpyIO;

/// <summary>The unit of a datetime64 or timedelta64: NumPy's <c>NPY_DATETIMEUNIT</c>.</summary>
public enum DatetimeUnit
{
    /// <summary>No unit: NumPy's <c>generic</c>.</summary>
    Generic = 14,

    /// <summary>Years, <c>Y</c>.</summary>
    Year = 0,

    /// <summary>Months, <c>M</c>.</summary>
    Month = 1,

    /// <summary>Weeks, <c>W</c>.</summary>
    Week = 2,

    /// <summary>Days, <c>D</c>.</summary>
    Day = 4,

    /// <summary>Hours, <c>h</c>.</summary>
    Hour = 5,

    /// <summary>Minutes, <c>m</c>.</summary>
    Minute = 6,

    /// <summary>Seconds, <c>s</c>.</summary>
    Second = 7,

    /// <summary>Milliseconds, <c>ms</c>.</summary>
    Millisecond = 8,

    /// <summary>Microseconds, <c>us</c>.</summary>
    Microsecond = 9,

    /// <summary>Nanoseconds, <c>ns</c>.</summary>
    Nanosecond = 10,

    /// <summary>Picoseconds, <c>ps</c>.</summary>
    Picosecond = 11,

    /// <summary>Femtoseconds, <c>fs</c>.</summary>
    Femtosecond = 12,

    /// <summary>Attoseconds, <c>as</c>.</summary>
    Attosecond = 13,
}
