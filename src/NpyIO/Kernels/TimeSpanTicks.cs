namespace NpyIO.Kernels;

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
