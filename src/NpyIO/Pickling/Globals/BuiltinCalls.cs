using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Calls of Python's built-in types, as older protocols make them.</summary>
internal static class BuiltinCalls
{
    /// <summary>Size of a value in a list or set, in bytes.</summary>
    internal const int ItemSize = 8;

    internal static IEnumerable<(string Name, KnownCall Call)> Rows =>
    [
        ("complex", ComplexOf),
        ("bytes", BytesOf),
        ("bytearray", ByteArrayOf),
        ("list", ListOf),
        ("tuple", TupleOf),
        ("dict", DictionaryOf),
        ("set", static (machine, arguments) => SetOf(machine, arguments, isFrozen: false)),
        ("frozenset", static (machine, arguments) => SetOf(machine, arguments, isFrozen: true)),
        ("range", RangeOf),
        ("slice", static (_, arguments) => arguments.Count == 3 ? new PickleSlice(arguments[0], arguments[1], arguments[2]) : null),
    ];

    internal static BigInteger? IntegerOf(object? value) => value switch
    {
        long whole => whole,
        BigInteger large => large,
        _ => null,
    };

    /// <summary>Charges for a copy of the items; returns null if the value is not a list, tuple or set.</summary>
    internal static IReadOnlyCollection<object?>? ItemsOf(PickleMachine machine, object? value)
    {
        IReadOnlyCollection<object?>? items = value switch
        {
            List<object?> list => list,
            PickleTuple tuple => tuple,
            PickleSet set => set,
            _ => null,
        };
        machine.Charge(ItemSize * (long)(items?.Count ?? 0));
        return items;
    }

    private static object? ComplexOf(PickleMachine machine, PickleTuple arguments) =>
        arguments is [double real, double imaginary] ? new Complex(real, imaginary) : null;

    // Without arguments, or from a list of numbers (Python 3.0).
    private static object? BytesOf(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count == 0)
            return Array.Empty<byte>();
        if (arguments.Count != 1 || arguments[0] is not List<object?> numbers)
            return null;
        machine.Charge(numbers.Count);
        byte[] bytes = new byte[numbers.Count];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (numbers[i] is not (long and >= 0 and <= byte.MaxValue))
                return null;
            bytes[i] = (byte)(long)numbers[i]!;
        }

        return bytes;
    }

    // Without arguments, from bytes (protocols 3 and 4), or from Latin-1 text and the name of that encoding.
    private static object? ByteArrayOf(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count == 0)
            return new RawBytes(ManagedMemory.Of<byte>([]), isByteArray: true);
        bool isText = arguments.Count == 2 && LibraryCalls.IsLatin1(machine.TextOf(arguments[1]));
        if (isText && arguments[0] is string text)
            machine.Charge(text.Length);
        if (!isText && !(arguments.Count == 1 && arguments[0] is byte[] or RawBytes or Python2String) || PickleMachine.BytesOf(arguments[0]) is not { } memory)
            return null;

        if (arguments[0] is string)
            return new RawBytes(memory, isByteArray: true);
        machine.Charge(memory.Length);
        if (memory.Length > Array.MaxLength)
            PickleThrow.PickledBytesTooLong(machine.Position, memory.Length);
        byte[] copy = MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)memory.Length).ToArray();
        GC.KeepAlive(memory);
        return new RawBytes(ManagedMemory.Of(copy), isByteArray: true);
    }

    private static object? ListOf(PickleMachine machine, PickleTuple arguments) => arguments.Count switch
    {
        0 => new List<object?>(),
        1 when ItemsOf(machine, arguments[0]) is { } items => machine.NewList(items),
        _ => null,
    };

    private static object? TupleOf(PickleMachine machine, PickleTuple arguments) => arguments.Count switch
    {
        0 => PickleTuple.Empty,
        1 when ItemsOf(machine, arguments[0]) is { } items => machine.TupleOf([.. items]),
        _ => null,
    };

    private static object? DictionaryOf(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count > 1 || arguments.Count == 1 && arguments[0] is not PickleDictionary)
            return null;
        return arguments.Count == 0 ? machine.NewDictionary() : Copy(machine, (PickleDictionary)arguments[0]!);
    }

    internal static PickleDictionary Copy(PickleMachine machine, PickleDictionary entries)
    {
        machine.Charge(3L * ItemSize * entries.Count);
        PickleDictionary copy = machine.NewDictionary();
        foreach ((object? key, object? value) in entries)
            machine.SetEntries(copy, [key, value]);
        return copy;
    }

    private static object? SetOf(PickleMachine machine, PickleTuple arguments, bool isFrozen)
    {
        if (arguments.Count > 1 || arguments.Count == 1 && ItemsOf(machine, arguments[0]) is null)
            return null;
        PickleSet set = new(machine.Equality) { IsFrozen = isFrozen };
        if (arguments.Count == 1)
            machine.AddMembers(set, [.. (IEnumerable<object?>)arguments[0]!]);
        return set;
    }

    private static object? RangeOf(PickleMachine machine, PickleTuple arguments) =>
        arguments.Count == 3 && IntegerOf(arguments[0]) is { } start && IntegerOf(arguments[1]) is { } stop && IntegerOf(arguments[2]) is { IsZero: false } step
            ? new PickleRange(start, stop, step)
            : null;
}
