namespace NpyIO.Pickling;

/// <summary>The parts of Python's <c>timedelta</c>.</summary>
internal static class PythonTimedelta
{
    private const long PerSecond = 1_000_000;
    private const long PerDay = 86_400 * PerSecond;

    /// <summary>Days, seconds and microseconds; only the days may be negative. .NET's finer ticks are truncated.</summary>
    internal static object?[] PartsOf(TimeSpan span)
    {
        long microseconds = span.Ticks / TimeSpan.TicksPerMicrosecond;
        long rest = (microseconds % PerDay + PerDay) % PerDay;
        return [(microseconds - rest) / PerDay, rest / PerSecond, rest % PerSecond];
    }
}
