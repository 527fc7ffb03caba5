namespace NpyIO.Pickling;

/// <summary>
/// Python's equality and hashes: numbers by value across types; texts, bytes and tuples by content; classes by name; other objects, and NaN, by identity. It does not recurse, so nesting
/// does not exhaust the stack, and it visits shared parts once.
/// </summary>
/// <remarks>Hashes are seeded at random, those of numbers and dates too, so that no file can hold keys that all collide.</remarks>
internal sealed partial class PythonEquality : IEqualityComparer<object>
{
    /// <summary>Characters or bytes of a long value that count as one step.</summary>
    internal const int LengthPerStep = 64;

    /// <summary>The comparer for values that are not being read from a file. It has no limit.</summary>
    internal static readonly PythonEquality Instance = new(long.MaxValue);

    private long _stepsLeft;

    /// <summary>Creates a comparer that throws after <paramref name="steps"/> comparisons of small values, because hostile files make comparisons expensive.</summary>
    internal PythonEquality(long steps) => _stepsLeft = steps;

    internal void Release() => Volatile.Write(ref _stepsLeft, long.MaxValue);

    internal void Grant(long steps) => _stepsLeft += steps;

    /// <summary>Spends steps on other work. Returns false if there are not enough left.</summary>
    internal bool TrySpend(long steps)
    {
        // Without a limit nothing is written, because several threads may be comparing.
        long left = _stepsLeft;
        return left == long.MaxValue || (_stepsLeft = left - steps) >= 0;
    }

    public new bool Equals(object? x, object? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x is string text && y is string other)
            return AreEqual(text, other);
        if (x is long a && y is long b)
            return a == b;
        if (x is double c && y is double d)
            return c == d;
        return IsCompound(x) ? IsCompound(y) && new Comparison(this).AreEqual(x!, y!) : !IsCompound(y) && AreEqualLeaves(Plain(x), Plain(y));
    }

    /// <summary>Returns the hash, or throws an <see cref="ArgumentException"/> if the value is not hashable in Python.</summary>
    public int GetHashCode(object value) => value is string text ? HashOf(text)
        : value is long whole ? PythonNumber.HashOf(whole)
        : TryGetKnownHash(value, out int known) ? known
        : IsHashableCompound(value) ? HashOfCompound(value)
        : HashOfLeaf(value);

    private static bool IsCompound(object? value) => value is PickleTuple or PickleSlice or List<object?> or PickleDictionary or PickleSet;

    private static bool IsHashableCompound(object value) => value is PickleTuple or PickleSlice or PickleSet { IsFrozen: true };

    /// <summary>Returns the parts of a compound that is hashed by its parts.</summary>
    private static IEnumerable<object?> PartsOf(object value) => value switch
    {
        PickleTuple tuple => tuple,
        PickleSet set => set,
        PickleSlice slice => [slice.Start, slice.Stop, slice.Step],
        _ => [],
    };

    private static bool TryGetKnownHash(object? value, out int hash)
    {
        hash = value switch
        {
            PickleTuple tuple => tuple.KnownHash,
            PickleSet { IsFrozen: true } set => set.KnownHash,
            PickleSlice slice => slice.KnownHash,
            _ => 0,
        };
        return hash != 0;
    }

    private int HashOfCompound(object root)
    {
        var pending = new Stack<(object Value, IEnumerator<object?> Parts, HashCode Ordered, int Sum)>();
        pending.Push((root, PartsOf(root).GetEnumerator(), default, 0));
        int? found = null;
        while (true)
        {
            (object value, IEnumerator<object?> parts, HashCode ordered, int sum) = pending.Pop();
            if (found is { } inner)
            {
                ordered.Add(inner);
                sum += inner;
                found = null;
            }

            bool descends = false;
            while (!descends && parts.MoveNext())
            {
                Step();
                object part = parts.Current ?? NoneKey.Instance;
                if (IsHashableCompound(part) && !TryGetKnownHash(part, out _))
                {
                    pending.Push((value, parts, ordered, sum));
                    pending.Push((part, PartsOf(part).GetEnumerator(), default, 0));
                    descends = true;
                    continue;
                }

                int hash = TryGetKnownHash(part, out int known) ? known : HashOfLeaf(part);
                ordered.Add(hash);
                sum += hash;
            }

            if (descends)
                continue;

            // The order of a set's members does not matter.
            int result = value is PickleSet ? HashCode.Combine(nameof(PickleSet), sum) : ordered.ToHashCode();
            if (result == 0)
                result = 1;
            Keep(value, result);
            if (pending.Count == 0)
                return result;
            found = result;
        }
    }

    private static void Keep(object value, int hash)
    {
        switch (value)
        {
            case PickleTuple tuple:
                tuple.KnownHash = hash;
                break;
            case PickleSet set:
                set.KnownHash = hash;
                break;
            case PickleSlice slice:
                slice.KnownHash = hash;
                break;
        }
    }

    private void Step(long count = 1)
    {
        if (!TrySpend(count))
            PickleThrow.ComparisonsTooLong();
    }
}
