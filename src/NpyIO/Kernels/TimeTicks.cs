namespace NpyIO.Kernels;

/// <summary>What a CLR type of dates or times counts: the one place for each fact about it.</summary>
/// <typeparam name="T">The CLR type.</typeparam>
internal interface ITimeTicks<T>
    where T : struct
{
    /// <summary>Whether the values are dates rather than time spans.</summary>
    static abstract bool AreDates { get; }

    /// <summary>The length of one count, in ticks of 100 ns.</summary>
    static abstract long Length { get; }

    /// <summary>The lowest count, from 1970-01-01 for dates.</summary>
    static abstract long Minimum { get; }

    static abstract long Maximum { get; }

    /// <summary>What is added to a count to give the value's bits; null if the bits are not just that.</summary>
    static virtual long? Bits => null;

    /// <summary>The limits, for messages.</summary>
    static abstract string Reach { get; }

    /// <summary>The value of a count within the limits.</summary>
    static abstract T Of(long count);

    /// <summary>Returns false for a value that depends on the time zone of the machine.</summary>
    static abstract bool TryCount(T value, out long count);
}

/// <summary>The clock as it reads: loaded values are of unspecified kind, those of local kind are refused.</summary>
internal readonly struct DateTimeTicks : ITimeTicks<DateTime>
{
    public static bool AreDates => true;

    public static long Length => 1;

    public static long Minimum => -DateTime.UnixEpoch.Ticks;

    public static long Maximum => DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks;

    // The kind is in the two highest bits, and that of an unspecified one is 0.
    public static long? Bits => DateTime.UnixEpoch.Ticks;

    public static string Reach => "years 1 to 9999";

    public static DateTime Of(long count) => new(count + DateTime.UnixEpoch.Ticks);

    public static bool TryCount(DateTime value, out long count)
    {
        count = value.Ticks - DateTime.UnixEpoch.Ticks;
        return value.Kind != DateTimeKind.Local;
    }
}

/// <summary>In UTC, both ways.</summary>
internal readonly struct DateTimeOffsetTicks : ITimeTicks<DateTimeOffset>
{
    public static bool AreDates => true;

    public static long Length => 1;

    public static long Minimum => DateTimeTicks.Minimum;

    public static long Maximum => DateTimeTicks.Maximum;

    public static string Reach => "years 1 to 9999";

    public static DateTimeOffset Of(long count) => new(count + DateTime.UnixEpoch.Ticks, TimeSpan.Zero);

    public static bool TryCount(DateTimeOffset value, out long count)
    {
        count = value.UtcTicks - DateTime.UnixEpoch.Ticks;
        return true;
    }
}

/// <summary>Whole days.</summary>
internal readonly struct DateOnlyTicks : ITimeTicks<DateOnly>
{
    private const int Epoch = 719162;

    public static bool AreDates => true;

    public static long Length => TimeSpan.TicksPerDay;

    public static long Minimum => -Epoch;

    public static long Maximum => DateOnly.MaxValue.DayNumber - Epoch;

    public static string Reach => "years 1 to 9999";

    public static DateOnly Of(long count) => DateOnly.FromDayNumber((int)count + Epoch);

    public static bool TryCount(DateOnly value, out long count)
    {
        count = value.DayNumber - Epoch;
        return true;
    }
}

/// <summary>The time since midnight.</summary>
internal readonly struct TimeOnlyTicks : ITimeTicks<TimeOnly>
{
    public static bool AreDates => false;

    public static long Length => 1;

    public static long Minimum => 0;

    public static long Maximum => TimeSpan.TicksPerDay - 1;

    public static long? Bits => 0;

    public static string Reach => "0 to 24 hours";

    public static TimeOnly Of(long count) => new(count);

    public static bool TryCount(TimeOnly value, out long count)
    {
        count = value.Ticks;
        return true;
    }
}

internal readonly struct TimeSpanTicks : ITimeTicks<TimeSpan>
{
    public static bool AreDates => false;

    public static long Length => 1;

    public static long Minimum => long.MinValue;

    public static long Maximum => long.MaxValue;

    public static long? Bits => 0;

    public static string Reach => "±29,247 years";

    public static TimeSpan Of(long count) => new(count);

    public static bool TryCount(TimeSpan value, out long count)
    {
        count = value.Ticks;
        return true;
    }
}
