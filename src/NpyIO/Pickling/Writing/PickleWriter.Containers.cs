using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NpyIO.Pickling;

// Lists, tuples, dictionaries, sets.
internal sealed partial class PickleWriter
{
    // As many items as Python appends with one opcode.
    private const int BatchLength = 1000;

    private IEnumerable<object?> ListOf(object list, IEnumerable items)
    {
        _output.Write(Opcode.EmptyList);
        Memoize(list);
        return Appended(items, Opcode.Append, Opcode.Appends);
    }

    private IEnumerable<object?> Appended(IEnumerable items, byte one, byte several)
    {
        // A single item needs no mark, so look for a second one before writing the first.
        IEnumerator all = items.GetEnumerator();
        try
        {
            bool isMore = all.MoveNext();
            while (isMore)
            {
                object? item = all.Current;
                isMore = all.MoveNext();
                if (!isMore)
                {
                    yield return item;
                    _output.Write(one);
                    yield break;
                }

                _output.Write(Opcode.Mark);
                yield return item;
                for (int count = 1; isMore && count < BatchLength; count++)
                {
                    yield return all.Current;
                    isMore = all.MoveNext();
                }

                _output.Write(several);
            }
        }
        finally
        {
            (all as IDisposable)?.Dispose();
        }
    }

    private IEnumerable<object?> Entries(IEnumerable<KeyValuePair<object?, object?>> entries)
    {
        int count = 0;
        foreach ((object? key, object? value) in entries)
        {
            if (count == 0)
                _output.Write(Opcode.Mark);
            yield return key;
            yield return value;
            if (++count < BatchLength)
                continue;
            _output.Write(Opcode.SetItems);
            count = 0;
        }

        if (count > 0)
            _output.Write(Opcode.SetItems);
    }

    private IEnumerable<object?> DictionaryOf(PickleDictionary dictionary) => dictionary.Kind switch
    {
        PickleDictionaryKind.Ordered => Reduced(dictionary, "collections", "OrderedDict", [], Entries(dictionary).Concat(AttributesOf(dictionary))),
        _ when dictionary.Attributes is not null => PickleThrow.NoAttributes(dictionary),
        PickleDictionaryKind.Default => Reduced(dictionary, "collections", "defaultdict", dictionary.DefaultFactory is null ? [] : [dictionary.DefaultFactory], Entries(dictionary)),
        _ => DictionaryOf(dictionary, dictionary),
    };

    private IEnumerable<object?> DictionaryOf(object dictionary, IEnumerable<KeyValuePair<object?, object?>> entries)
    {
        _output.Write(Opcode.EmptyDict);
        Memoize(dictionary);
        return Entries(entries);
    }

    private static IEnumerable<KeyValuePair<object?, object?>> EntriesOf(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return new(entry.Key, entry.Value);
    }

    private IEnumerable<object?> SetOf(object set, IEnumerable items, bool isFrozen)
    {
        if (Protocol < 4)
            return ReducedSetOf(set, items, isFrozen);
        return isFrozen ? FrozenSetOf(set, items) : OpenSetOf(set, items);
    }

    private IEnumerable<object?> ReducedSetOf(object set, IEnumerable items, bool isFrozen)
    {
        // The set cannot be referenced before all of its members are written.
        if (!_openSets.Add(set))
            PickleThrow.SetInItselfNeedsProtocol4(set);

        // Nothing else refers to this list.
        var list = new List<object?>(items.Cast<object?>());
        foreach (object? part in Reduced(set, "builtins", isFrozen ? "frozenset" : "set", [list], []))
            yield return part;
        _openSets.Remove(set);
    }

    private IEnumerable<object?> OpenSetOf(object set, IEnumerable items)
    {
        _output.Write(Opcode.EmptySet);
        Memoize(set);
        int count = 0;
        foreach (object? item in items)
        {
            if (count == 0)
                _output.Write(Opcode.Mark);
            yield return item;
            if (++count < BatchLength)
                continue;
            _output.Write(Opcode.AddItems);
            count = 0;
        }

        if (count > 0)
            _output.Write(Opcode.AddItems);
    }

    private IEnumerable<object?> FrozenSetOf(object set, IEnumerable items)
    {
        _output.Write(Opcode.Mark);
        foreach (object? item in items)
            yield return item;
        if (_memo.TryGet(set, out int number))
        {
            // The set contains itself and has been written while its members were.
            _output.Write(Opcode.PopMark);
            WriteGet(number);
            yield break;
        }

        _output.Write(Opcode.FrozenSet);
        Memoize(set);
    }

    private IEnumerable<object?> TupleOf(ITuple tuple)
    {
        bool isMarked = tuple.Length > 3;
        if (isMarked)
            _output.Write(Opcode.Mark);
        for (int i = 0; i < tuple.Length; i++)
            yield return tuple[i];
        if (tuple.Length == 0)
        {
            _output.Write(Opcode.EmptyTuple);
            yield break;
        }

        if (_memo.TryGet(tuple, out int number))
        {
            // The tuple contains itself, as with frozen sets above.
            for (int i = 0; !isMarked && i < tuple.Length; i++)
                _output.Write(Opcode.Pop);
            if (isMarked)
                _output.Write(Opcode.PopMark);
            WriteGet(number);
            yield break;
        }

        _output.Write(tuple.Length switch
        {
            1 => Opcode.Tuple1,
            2 => Opcode.Tuple2,
            3 => Opcode.Tuple3,
            _ => Opcode.Tuple,
        });
        Memoize(tuple);
    }
}

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
