using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NpyIO.Pickling;

/// <summary>Whether the keys of .NET's dictionaries and sets can be Python's, which knows other equals: 1, 1.0 and True are one key there, and a list is none.</summary>
internal static class PickleKeys
{
    /// <summary>A dictionary, if its keys can be.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal static IDictionary Checked(IDictionary dictionary)
    {
        Checked(dictionary.Keys);
        return dictionary;
    }

    /// <summary>Keys, if they can be.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal static IEnumerable Checked(IEnumerable keys)
    {
        if (!AreSimple(keys))
            CheckEach(keys);
        return keys;
    }

    /// <summary>Whether all keys are of one type whose values differ in Python where they differ in .NET.</summary>
    private static bool AreSimple(IEnumerable keys)
    {
        Type? first = null;
        foreach (object? key in keys)
        {
            if (key is not (string or long or int or short or sbyte or byte or ushort or uint or ulong or bool or double or float or BigInteger or char) || key.GetType() != (first ??= key.GetType()))
                return false;
        }

        return true;
    }

    private static void CheckEach(IEnumerable keys)
    {
        var seen = new Dictionary<object, object?>(PythonEquality.Instance);
        foreach (object? key in keys)
        {
            object written = Written(key);
            if (!seen.TryAdd(written, key))
                PickleThrow.KeysAreOne(seen[written], key);
        }
    }

    /// <summary>A key as it will be read, as far as its equality goes.</summary>
    private static object Written(object? key) => key switch
    {
        null => NoneKey.Instance,
        PickleTuple => key,
        ITuple tuple => new PickleTuple([.. Enumerable.Range(0, tuple.Length).Select(i => Written(tuple[i]))]),
        char character => character.ToString(),
        decimal number => (PickleDecimal)number,
        nint number => (long)number,
        nuint number => (ulong)number,
        Int128 number => (BigInteger)number,
        UInt128 number => (BigInteger)number,
        DateTime moment => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)),
        DateTimeOffset moment => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)),
        TimeOnly time => new TimeOnly(time.Ticks - time.Ticks % TimeSpan.TicksPerMicrosecond),
        TimeSpan span => new TimeSpan(span.Ticks - span.Ticks % TimeSpan.TicksPerMicrosecond),
        _ => key,
    };
}
