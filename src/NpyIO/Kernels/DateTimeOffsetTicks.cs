namespace NpyIO.Kernels;

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
