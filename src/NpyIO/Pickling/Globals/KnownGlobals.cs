using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NpyIO.Pickling;

/// <summary>
/// The only table of Python and NumPy classes and functions, by their names in Python 3, whose calls return plain values and arrays. A name that is not in it becomes a description; it
/// is not looked up anywhere else.
/// </summary>
internal static class KnownGlobals
{
    private static readonly Dictionary<(string Module, string Name), KnownCall> Table = MakeTable();

    /// <summary>Returns null if calls of that name become descriptions.</summary>
    internal static KnownCall? Find(string module, string name) => Table.GetValueOrDefault((module, name));

    private static Dictionary<(string Module, string Name), KnownCall> MakeTable()
    {
        Dictionary<(string Module, string Name), KnownCall> table = [];
        foreach ((string name, KnownCall call) in BuiltinCalls.Rows)
            table.Add(("builtins", name), call);
        foreach ((string name, KnownCall call) in CopyingCalls.Rows)
            table.Add(("copyreg", name), call);
        foreach ((string name, KnownCall call) in TimeCalls.Rows)
            table.Add(("datetime", name), call);
        foreach ((string module, string name, KnownCall call) in LibraryCalls.Rows.Concat(NumPyGlobals.Rows))
            table.Add((module, name), call);
        return table;
    }
}

/// <summary>Builds the result of a call that NpyIO knows, or returns null to make the call a description. No other name in a file is ever called.</summary>
internal delegate object? KnownCall(PickleMachine machine, PickleTuple arguments);

/// <summary>Calls of Python's <c>copyreg</c>, by which older protocols create objects. The results are descriptions of the classes in their arguments.</summary>
internal static class CopyingCalls
{
    internal static IEnumerable<(string Name, KnownCall Call)> Rows =>
    [
        ("__newobj__", NewObject),
        ("__newobj_ex__", NewObjectWithKeywords),
        ("_reconstructor", Reconstruct),
    ];

    private static object? NewObject(PickleMachine machine, PickleTuple arguments) =>
        IsClass(arguments) ? machine.Call(arguments[0], Rest(machine, arguments), isNew: true) : null;

    private static object? NewObjectWithKeywords(PickleMachine machine, PickleTuple arguments) =>
        IsClass(arguments) && arguments is [var named, PickleTuple positional, PickleDictionary keywords] ? machine.Call(named, positional, isNew: true, keywords) : null;

    // Functions of copyreg are excluded: they could call each other as deeply as a file demands.
    private static bool IsClass(PickleTuple arguments) => arguments is [PickleObject { Module: not "copyreg" }, ..];

    private static PickleTuple Rest(PickleMachine machine, PickleTuple arguments)
    {
        machine.Charge(BuiltinCalls.ItemSize * (arguments.Count - 1L));
        return machine.TupleOf(arguments.Items.AsSpan(1));
    }

    private static object? Reconstruct(PickleMachine machine, PickleTuple arguments)
    {
        // The class, its base among the built-in types, and the base's value: object and None unless it derives from another type.
        if (arguments is not [PickleObject { IsReference: true } named, PickleObject { IsReference: true, Module: "builtins" } ancestor, var value])
            return null;

        // Python creates the object with the base's __new__ and __init__, so that no methods of the class run. Keep the call for saving.
        return (ancestor.Name, value) switch
        {
            ("object", null) => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = PickleTuple.Empty, Reconstruction = arguments },
            ("list", List<object?> items) => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = PickleTuple.Empty, Reconstruction = arguments, AppendedItems = items },
            ("dict", PickleDictionary entries) => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = PickleTuple.Empty, Reconstruction = arguments, Entries = entries },
            // tuple.__new__ creates it: a namedtuple's __new__ takes the items one by one.
            ("tuple", _) => new PickleObject(named.Module, named.Name) { Callable = machine.Reference("copyreg", "_reconstructor"), Arguments = arguments },
            _ => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = machine.TupleOf([value]), Reconstruction = arguments },
        };
    }
}

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
        {
            return null;
        }

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
