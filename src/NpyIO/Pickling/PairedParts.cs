namespace NpyIO.Pickling;

/// <summary>Two compounds of the same kind and length, and the position up to which they have been compared.</summary>
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

    internal object X { get; }

    internal object Y { get; }

    internal readonly bool IsAtEnd => _next == _count;

    /// <summary>Starts before the first parts. Returns false for values that are not compounds, or differ in kind or length.</summary>
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

    /// <summary>Gets the next part of both. Returns false for sets and dictionaries, which have no common order.</summary>
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

    /// <summary>Gets the next value of a dictionary with the other's value for that key, or the next member of a set twice. Returns false if the other lacks it.</summary>
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
