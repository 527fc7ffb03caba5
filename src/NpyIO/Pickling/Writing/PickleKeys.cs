using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NpyIO.Pickling;

/// <summary>Checks that the keys of .NET dictionaries and sets can be keys in Python, where 1, 1.0 and True are equal, and a list cannot be a key.</summary>
internal static class PickleKeys
{
    internal static IDictionary Checked(IDictionary dictionary)
    {
        Checked(dictionary.Keys);
        return dictionary;
    }

    internal static IEnumerable Checked(IEnumerable keys)
    {
        if (!AreSimple(keys))
            CheckEach(keys);
        return keys;
    }

    /// <summary>Whether all keys have one type whose equality is the same in Python as in .NET, so that no key needs a check.</summary>
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

    /// <summary>Returns the key as a reader would see it, as far as equality is concerned.</summary>
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
