using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NpyIO.Pickling;

/// <summary>
/// Calls of Python's dates and times, whose pickles contain the parts as bytes. Values that .NET cannot represent stay descriptions: the second of two equal hours when clocks go back,
/// and time zones other than a fixed offset of whole minutes from UTC.
/// </summary>
internal static class TimeCalls
{
    /// <summary>Maximum offset from UTC of a <see cref="DateTimeOffset"/>, in minutes.</summary>
    private const int MaxMinutes = 14 * 60;

    internal static IEnumerable<(string Name, KnownCall Call)> Rows =>
    [
        ("date", DateOf),
        ("time", TimeOf),
        ("datetime", DateTimeOf),
        ("timedelta", SpanOf),
    ];

    private static object? DateOf(PickleMachine machine, PickleTuple arguments)
    {
        Span<byte> parts = stackalloc byte[4];
        return arguments.Count == 1 && TryParts(arguments, parts) && TryDay(parts, out DateOnly day) ? day : null;
    }

    private static object? TimeOf(PickleMachine machine, PickleTuple arguments)
    {
        Span<byte> parts = stackalloc byte[6];
        return arguments.Count == 1 && TryParts(arguments, parts) && TryTime(parts, out TimeOnly time) ? time : null;
    }

    private static object? DateTimeOf(PickleMachine machine, PickleTuple arguments)
    {
        Span<byte> parts = stackalloc byte[10];
        if (arguments.Count is not (1 or 2) || !TryParts(arguments, parts) || !TryDay(parts[..4], out DateOnly day) || !TryTime(parts[4..], out TimeOnly time))
            return null;

        var moment = new DateTime(day, time);
        if (arguments.Count == 1)
            return moment;
        if (arguments[1] is not PickleObject { Module: "datetime", Name: "timezone", HasState: false, Arguments: [TimeSpan offset] }
            || offset.Ticks % TimeSpan.TicksPerMinute != 0
            || Math.Abs(offset.TotalMinutes) > MaxMinutes)
            return null;
        long utc = moment.Ticks - offset.Ticks;
        return utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks ? new DateTimeOffset(moment, offset) : null;
    }

    private static object? SpanOf(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments is not [long days, long seconds, long microseconds])
            return null;
        Int128 ticks = days * (Int128)TimeSpan.TicksPerDay + seconds * (Int128)TimeSpan.TicksPerSecond + microseconds * (Int128)TimeSpan.TicksPerMicrosecond;
        return ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;
    }

    /// <summary>Gets the bytes of the first argument. Returns false if they do not have the length of <paramref name="parts"/>.</summary>
    private static bool TryParts(PickleTuple arguments, Span<byte> parts)
    {
        // Check the length of a text first, so that long ones cost nothing.
        if (arguments[0] is string text && text.Length != parts.Length || PickleMachine.BytesOf(arguments[0]) is not { } memory || memory.Length != parts.Length)
            return false;
        MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, parts.Length).CopyTo(parts);
        GC.KeepAlive(memory);
        return true;
    }

    private static bool TryDay(ReadOnlySpan<byte> parts, out DateOnly day)
    {
        int year = BinaryPrimitives.ReadUInt16BigEndian(parts);
        bool exists = year is >= 1 and <= 9999 && parts[2] is >= 1 and <= 12 && parts[3] >= 1 && parts[3] <= DateTime.DaysInMonth(year, parts[2]);
        day = exists ? new DateOnly(year, parts[2], parts[3]) : default;
        return exists;
    }

    private static bool TryTime(ReadOnlySpan<byte> parts, out TimeOnly time)
    {
        int microseconds = parts[3] << 16 | parts[4] << 8 | parts[5];
        bool exists = parts[0] < 24 && parts[1] < 60 && parts[2] < 60 && microseconds < 1_000_000;
        time = exists ? new TimeOnly(parts[0], parts[1], parts[2]).Add(TimeSpan.FromMicroseconds((long)microseconds)) : default;
        return exists;
    }
}
