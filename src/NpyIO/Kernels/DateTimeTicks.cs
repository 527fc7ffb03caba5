namespace NpyIO.Kernels;

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
