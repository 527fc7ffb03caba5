namespace NpyIO.Pickling;

/// <summary>
/// Equality and hashes of values as Python has them: numbers by their value whatever their type, texts, bytes and tuples by their content, classes by their name, other objects by
/// identity, NaN too. Nothing here calls itself, so that no nesting exhausts the stack, and shared parts are looked at once.
/// </summary>
/// <remarks>Hashes are seeded at random, also those of numbers and dates, so that no file can hold keys that all collide.</remarks>
internal sealed partial class PythonEquality : IEqualityComparer<object>
{
    /// <summary>How much of a text or of bytes is looked through in the time that another value takes, in characters or bytes.</summary>
    internal const int LengthPerStep = 64;

    /// <summary>The one for values that are not being read from a file.</summary>
    internal static readonly PythonEquality Instance = new(long.MaxValue);

    private long _stepsLeft;

    /// <summary>A comparer that works for a while.</summary>
    /// <param name="steps">How many values it looks at before it throws. Hostile files make comparing expensive: this bounds it.</param>
    internal PythonEquality(long steps) => _stepsLeft = steps;

    /// <summary>From now on it works as long as it takes.</summary>
    internal void Release() => Volatile.Write(ref _stepsLeft, long.MaxValue);

    /// <summary>Grants some steps more, for content that has been read.</summary>
    internal void Grant(long steps) => _stepsLeft += steps;

    /// <summary>Takes some steps for other work; false when they are not left.</summary>
    internal bool TrySpend(long steps)
    {
        // Without a bound nothing is written: several threads may be comparing.
        long left = _stepsLeft;
        return left == long.MaxValue || (_stepsLeft = left - steps) >= 0;
    }

    /// <summary>Whether two values are equal.</summary>
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

    /// <summary>A hash that equal values share.</summary>
    /// <exception cref="ArgumentException">The value has none in Python.</exception>
    public int GetHashCode(object value) => value is string text ? HashOf(text)
        : value is long whole ? PythonNumber.HashOf(whole)
        : TryGetKnownHash(value, out int known) ? known
        : IsHashableCompound(value) ? HashOfCompound(value)
        : HashOfLeaf(value);

    private static bool IsCompound(object? value) => value is PickleTuple or PickleSlice or List<object?> or PickleDictionary or PickleSet;

    private static bool IsHashableCompound(object value) => value is PickleTuple or PickleSlice or PickleSet { IsFrozen: true };

    /// <summary>The parts of a value that is equal to another when its parts are.</summary>
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

    /// <summary>Hashes of compounds, the inner ones first; they are kept.</summary>
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
