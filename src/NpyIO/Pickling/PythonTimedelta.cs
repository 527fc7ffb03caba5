namespace NpyIO.Pickling;

/// <summary>The parts of which Python's <c>timedelta</c> consists.</summary>
internal static class PythonTimedelta
{
    private const long PerSecond = 1_000_000;
    private const long PerDay = 86_400 * PerSecond;

    /// <summary>Days, seconds and microseconds; only the days may be negative. What .NET has below microseconds is cut off.</summary>
    internal static object?[] PartsOf(TimeSpan span)
    {
        long microseconds = span.Ticks / TimeSpan.TicksPerMicrosecond;
        long rest = (microseconds % PerDay + PerDay) % PerDay;
        return [(microseconds - rest) / PerDay, rest / PerSecond, rest % PerSecond];
    }
}
