using System.Globalization;
using System.Text;
using NpyIO.Pickling;

namespace NpyIO.Arrays.Printing;

/// <summary>Dates and times as Python's <c>datetime</c> writes them. Python counts microseconds; the finer part of .NET's values is left out.</summary>
internal static class PythonTime
{
    /// <summary>Returns null for other values.</summary>
    internal static string? Repr(object value) => value switch
    {
        DateOnly day => $"datetime.date({day.Year}, {day.Month}, {day.Day})",
        TimeOnly time => $"datetime.time({ClockOf(time)})",
        DateTime { Kind: DateTimeKind.Unspecified } moment => $"datetime.datetime({MomentOf(moment)})",
        DateTime moment => Repr(new DateTimeOffset(moment)),
        DateTimeOffset moment => $"datetime.datetime({MomentOf(moment.DateTime)}, tzinfo={ZoneOf(moment.Offset)})",
        TimeSpan span => Repr(span),
        _ => null,
    };

    /// <summary>Returns null for other values.</summary>
    internal static string? Str(object value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => ClockText(time),
        DateTime { Kind: DateTimeKind.Unspecified } moment => MomentText(moment),
        DateTime moment => Str(new DateTimeOffset(moment)),
        DateTimeOffset moment => MomentText(moment.DateTime) + moment.ToString("zzz", CultureInfo.InvariantCulture),
        TimeSpan span => Str(span),
        _ => null,
    };

    private static string MomentOf(DateTime moment) => $"{moment.Year}, {moment.Month}, {moment.Day}, {ClockOf(TimeOnly.FromDateTime(moment))}";

    /// <summary>Hour and minute always, seconds and microseconds as far as they are not 0.</summary>
    private static string ClockOf(TimeOnly time)
    {
        long microseconds = MicrosecondsOf(time);
        string seconds = microseconds != 0 ? $", {time.Second}, {microseconds}" : time.Second != 0 ? $", {time.Second}" : "";
        return $"{time.Hour}, {time.Minute}{seconds}";
    }

    private static string ZoneOf(TimeSpan offset) => offset == TimeSpan.Zero ? "datetime.timezone.utc" : $"datetime.timezone({Repr(offset)})";

    private static string Repr(TimeSpan span)
    {
        object?[] parts = PythonTimedelta.PartsOf(span);
        string[] names = ["days", "seconds", "microseconds"];
        string named = string.Join(", ", names.Zip(parts, (name, part) => (Name: name, Part: (long)part!)).Where(part => part.Part != 0).Select(part => $"{part.Name}={part.Part}"));
        return $"datetime.timedelta({(named.Length == 0 ? "0" : named)})";
    }

    private static string Str(TimeSpan span)
    {
        object?[] parts = PythonTimedelta.PartsOf(span);
        (long days, long seconds, long microseconds) = ((long)parts[0]!, (long)parts[1]!, (long)parts[2]!);
        var text = new StringBuilder();
        if (days != 0)
            text.Append(CultureInfo.InvariantCulture, $"{days} day{(days is 1 or -1 ? "" : "s")}, ");
        text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:D2}:{seconds % 60:D2}");
        return text.Append(microseconds == 0 ? "" : $".{microseconds:D6}").ToString();
    }

    private static string MomentText(DateTime moment) => $"{moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {ClockText(TimeOnly.FromDateTime(moment))}";

    private static string ClockText(TimeOnly time)
    {
        long microseconds = MicrosecondsOf(time);
        return time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + (microseconds == 0 ? "" : $".{microseconds:D6}");
    }

    private static long MicrosecondsOf(TimeOnly time) => time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
}
