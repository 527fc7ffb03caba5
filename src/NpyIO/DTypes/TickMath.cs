namespace NpyIO.DTypes;

/// <summary>Converts between counts of a unit of fixed length and .NET's ticks of 100 ns.</summary>
internal static class TickMath
{
    // Larger counts are far outside DateTime and TimeSpan; clamping here keeps every product within 128 bits.
    private static readonly Int128 Limit = (Int128)1 << 80;

    /// <summary>Converts a count to ticks, rounded down.</summary>
    internal static Int128 ToTicks(Int128 count, DatetimeUnit unit)
    {
        (long ticks, long parts) = Ratio(unit);
        if (parts != 1)
            return FloorDivide(count, parts);
        return Int128.Clamp(count, -Limit, Limit) * ticks;
    }

    /// <summary>Converts ticks to a count, rounded down.</summary>
    internal static Int128 FromTicks(long ticks, DatetimeUnit unit)
    {
        (long length, long parts) = Ratio(unit);
        return parts != 1 ? (Int128)ticks * parts : FloorDivide(ticks, length);
    }

    /// <summary>Returns the ticks per unit and the units per tick; one of them is 1.</summary>
    private static (long Ticks, long Parts) Ratio(DatetimeUnit unit) => unit switch
    {
        DatetimeUnit.Week => (7 * TimeSpan.TicksPerDay, 1),
        DatetimeUnit.Day => (TimeSpan.TicksPerDay, 1),
        DatetimeUnit.Hour => (TimeSpan.TicksPerHour, 1),
        DatetimeUnit.Minute => (TimeSpan.TicksPerMinute, 1),
        DatetimeUnit.Second => (TimeSpan.TicksPerSecond, 1),
        DatetimeUnit.Millisecond => (TimeSpan.TicksPerMillisecond, 1),
        DatetimeUnit.Microsecond => (TimeSpan.TicksPerMicrosecond, 1),
        DatetimeUnit.Nanosecond => (1, 100),
        DatetimeUnit.Picosecond => (1, 100_000),
        DatetimeUnit.Femtosecond => (1, 100_000_000),
        DatetimeUnit.Attosecond => (1, 100_000_000_000),
        _ => DTypeThrow.NoFixedLength(unit),
    };

    private static Int128 FloorDivide(Int128 value, long divisor)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
