namespace NpyIO.Kernels;

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
