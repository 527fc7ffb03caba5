namespace NpyIO.Kernels;

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
