using System.Buffers.Binary;

namespace NpyIO.Pickling;

// Dates and times. Python counts microseconds; the finer part of .NET's values is truncated.
internal sealed partial class PickleWriter
{
    private IEnumerable<object?>? BeginTime(object value) => value switch
    {
        DateTime { Kind: DateTimeKind.Unspecified } moment => Reduced(null, "datetime", "datetime", [StateOf(moment)]),
        DateTime moment => BeginTime(new DateTimeOffset(moment)),
        DateTimeOffset moment => Reduced(null, "datetime", "datetime", [StateOf(moment.DateTime), ZoneOf(moment.Offset)]),
        DateOnly day => Reduced(null, "datetime", "date", [DateBytes(day)]),
        TimeOnly time => Reduced(null, "datetime", "time", [TimeBytes(time)]),
        TimeSpan span => Reduced(null, "datetime", "timedelta", PythonTimedelta.PartsOf(span)),
        _ => null,
    };

    private static PickleObject ZoneOf(TimeSpan offset) => new("datetime", "timezone") { Arguments = new PickleTuple(offset) };

    private static byte[] StateOf(DateTime moment) => [.. DateBytes(DateOnly.FromDateTime(moment)), .. TimeBytes(TimeOnly.FromDateTime(moment))];

    private static byte[] DateBytes(DateOnly day)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)day.Year);
        (bytes[2], bytes[3]) = ((byte)day.Month, (byte)day.Day);
        return bytes;
    }

    private static byte[] TimeBytes(TimeOnly time)
    {
        int microseconds = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        return [(byte)time.Hour, (byte)time.Minute, (byte)time.Second, (byte)(microseconds >> 16), (byte)(microseconds >> 8), (byte)microseconds];
    }
}
