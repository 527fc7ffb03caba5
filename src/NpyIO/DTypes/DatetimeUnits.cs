namespace NpyIO.DTypes;

/// <summary>NumPy's datetime units: their names, and the finer units they divide into.</summary>
internal static class DatetimeUnits
{
    // Indexed by the unit's number. NumPy has removed number 3, the business day.
    private static readonly string?[] Names = ["Y", "M", "W", null, "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic"];

    internal static bool IsDefined(DatetimeUnit unit) => (uint)unit < (uint)Names.Length && Names[(int)unit] is not null;

    internal static string Name(DatetimeUnit unit) =>
        IsDefined(unit) ? Names[(int)unit]! : DTypeThrow.NoSuchUnit(unit);

    internal static bool TryParse(ReadOnlySpan<char> name, out DatetimeUnit unit)
    {
        if (name.SequenceEqual("μs"))
            name = "us";
        for (int i = 0; i < Names.Length; i++)
        {
            unit = (DatetimeUnit)i;
            if (Names[i] is string known && name.SequenceEqual(known))
                return true;
        }

        unit = DatetimeUnit.Generic;
        return false;
    }

    internal static string Suffix(DatetimeUnit unit, int multiple)
    {
        if (unit == DatetimeUnit.Generic)
            return "";
        return multiple == 1 ? $"[{Name(unit)}]" : $"[{multiple}{Name(unit)}]";
    }

    /// <summary>As in a type string: <c>[25s]</c>, <c>[D/4]</c>, or nothing for a generic unit.</summary>
    internal static bool TryParseSuffix(ReadOnlySpan<char> text, out DatetimeUnit unit, out int multiple)
    {
        unit = DatetimeUnit.Generic;
        multiple = 1;
        if (text.IsEmpty)
            return true;
        if (text.Length < 3 || text[0] != '[' || text[^1] != ']')
            return false;
        text = text[1..^1];
        int digits = CInteger.Parse(text, out long number);
        if (digits > 0)
        {
            // NumPy accepts 0, then fails or crashes as soon as a value is read.
            if (number is < 1 or > int.MaxValue)
                return false;
            multiple = (int)number;
            text = text[digits..];
        }

        int slash = text.IndexOf('/');
        if (!TryParse(slash < 0 ? text : text[..slash], out unit))
            return false;
        return slash < 0 || TryDivide(text[(slash + 1)..], ref unit, ref multiple);
    }

    /// <summary>The finer units that a divisor can resolve to, and how many make one: NumPy's <c>_multiples_table</c>.</summary>
    private static (DatetimeUnit Unit, int Count)[] Parts(DatetimeUnit unit) => unit switch
    {
        DatetimeUnit.Year => [(DatetimeUnit.Month, 12), (DatetimeUnit.Week, 52), (DatetimeUnit.Day, 365)],
        DatetimeUnit.Month => [(DatetimeUnit.Week, 4), (DatetimeUnit.Day, 30), (DatetimeUnit.Hour, 720)],
        DatetimeUnit.Week => [(DatetimeUnit.Day, 7), (DatetimeUnit.Hour, 168), (DatetimeUnit.Minute, 10080)],
        DatetimeUnit.Day => [(DatetimeUnit.Hour, 24), (DatetimeUnit.Minute, 1440), (DatetimeUnit.Second, 86400)],
        DatetimeUnit.Hour => [(DatetimeUnit.Minute, 60), (DatetimeUnit.Second, 3600)],
        DatetimeUnit.Minute => [(DatetimeUnit.Second, 60), (DatetimeUnit.Millisecond, 60000)],
        >= DatetimeUnit.Second and < DatetimeUnit.Femtosecond => [(unit + 1, 1000), (unit + 2, 1000000)],
        DatetimeUnit.Femtosecond => [(DatetimeUnit.Attosecond, 1000)],
        _ => [],
    };

    // NumPy accepts a negative divisor, whose counts run backwards, and crashes on zero; both are refused.
    private static bool TryDivide(ReadOnlySpan<char> text, ref DatetimeUnit unit, ref int multiple)
    {
        int digits = CInteger.Parse(text, out long divisor);
        if (digits == 0 || digits != text.Length || divisor is < 1 or > int.MaxValue)
            return false;
        if (divisor == 1)
            return true;
        foreach ((DatetimeUnit finer, int count) in Parts(unit))
        {
            if (count % divisor != 0)
                continue;
            long product = multiple * (count / divisor);
            if (product > int.MaxValue)
                return false;
            unit = finer;
            multiple = (int)product;
            return true;
        }

        return false;
    }
}

/// <summary>Converts between counts of a unit of fixed length and .NET's ticks of 100 ns.</summary>
internal static class TickMath
{
    // Larger counts are far outside DateTime and TimeSpan; clamping here keeps every product within 128 bits.
    private static readonly Int128 Limit = (Int128)1 << 80;

    internal static Int128 ToTicks(Int128 count, DatetimeUnit unit)
    {
        (long ticks, long parts) = Ratio(unit);
        if (parts != 1)
            return IntegerMath.FloorDivide(count, parts).Quotient;
        return Int128.Clamp(count, -Limit, Limit) * ticks;
    }

    internal static Int128 FromTicks(long ticks, DatetimeUnit unit)
    {
        (long length, long parts) = Ratio(unit);
        return parts != 1 ? (Int128)ticks * parts : IntegerMath.FloorDivide(ticks, length).Quotient;
    }

    /// <summary>One of the two is 1.</summary>
    internal static (long Ticks, long Parts) Ratio(DatetimeUnit unit) => unit switch
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
}
