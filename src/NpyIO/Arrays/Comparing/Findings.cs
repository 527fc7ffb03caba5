namespace NpyIO.Arrays.Comparing;

/// <summary>What one thread has found of the elements that differ.</summary>
internal sealed class Findings
{
    /// <summary>How many places are kept.</summary>
    internal const int MaxFirst = 5;


    // The first ones in C order, sorted.
    private readonly List<FoundElement> _first = new(MaxFirst + 1);

    internal DifferenceKinds Kinds { get; private set; }

    internal long Mismatches { get; private set; }

    /// <summary>Whether there is an infinity on one side only.</summary>
    internal bool HasMovedInfinity { get; private set; }

    internal IReadOnlyList<FoundElement> First => _first;

    internal void Add(DifferenceKinds kind, in ComparedPart part, long number)
    {
        Kinds |= kind;
        Mismatches++;
        long place = part.PlaceOf(number);
        if (_first.Count == MaxFirst && place > _first[^1].Place)
            return;
        (NdArray actual, NdArray desired) = part.ElementsOf(number);
        Insert(FoundElement.Of(place, actual, desired));
    }

    internal void MoveInfinity() => HasMovedInfinity = true;

    internal void AddKinds(DifferenceKinds kinds) => Kinds |= kinds;

    /// <summary>What was found in the first elements holds for all of them in the same proportion.</summary>
    internal void Repeat(long count, int first) => Mismatches = Mismatches / first * count;

    internal void Join(Findings others)
    {
        Kinds |= others.Kinds;
        Mismatches += others.Mismatches;
        HasMovedInfinity |= others.HasMovedInfinity;
        foreach (FoundElement found in others._first)
            Insert(found);
    }

    private void Insert(FoundElement found)
    {
        int at = _first.FindIndex(other => other.Place > found.Place);
        _first.Insert(at < 0 ? _first.Count : at, found);
        if (_first.Count > MaxFirst)
            _first.RemoveAt(MaxFirst);
    }
}
