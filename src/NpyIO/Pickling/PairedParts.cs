namespace NpyIO.Pickling;

/// <summary>Two compounds of one kind and length that are being compared, and how far that has come.</summary>
internal struct PairedParts
{
    private readonly int _count;
    private int _next;

    private PairedParts(object x, object y, int count)
    {
        X = x;
        Y = y;
        _count = count;
    }

    /// <summary>The one.</summary>
    internal object X { get; }

    /// <summary>The other.</summary>
    internal object Y { get; }

    /// <summary>Whether all parts have been compared.</summary>
    internal readonly bool IsAtEnd => _next == _count;

    /// <summary>Both before their first parts; false for what is no compound, or differs in kind or length.</summary>
    internal static bool TryOf(object x, object y, out PairedParts parts)
    {
        int count = (x, y) switch
        {
            (PickleTuple a, PickleTuple b) when a.Count == b.Count => a.Count,
            (List<object?> a, List<object?> b) when a.Count == b.Count => a.Count,
            (PickleDictionary a, PickleDictionary b) when a.Count == b.Count => a.Count,
            (PickleSet a, PickleSet b) when a.Count == b.Count => a.Count,
            (PickleSlice, PickleSlice) => 3,
            _ => -1,
        };
        parts = new PairedParts(x, y, count);
        return count >= 0;
    }

    /// <summary>The next part of each, where they stand in an order.</summary>
    internal bool TryGetNext(out object? a, out object? b)
    {
        (a, b) = (X, Y) switch
        {
            (PickleTuple x, PickleTuple y) => (x[_next], y[_next]),
            (List<object?> x, List<object?> y) => (x[_next], y[_next]),
            (PickleSlice x, PickleSlice y) => _next switch
            {
                0 => (x.Start, y.Start),
                1 => (x.Stop, y.Stop),
                _ => (x.Step, y.Step),
            },
            _ => (null, null),
        };
        if (X is PickleSet or PickleDictionary)
            return false;
        _next++;
        return true;
    }

    /// <summary>The next value of a dictionary and what the other has for its key, or the next value of a set twice; false where the other has it not.</summary>
    internal bool TryFindNext(out object? a, out object? b)
    {
        if (X is PickleDictionary dictionary)
        {
            (object? key, a) = dictionary.At(_next++);
            return ((PickleDictionary)Y).TryGetValue(key, out b);
        }

        a = b = ((PickleSet)X).At(_next++);
        return ((PickleSet)Y).Contains(a);
    }
}
