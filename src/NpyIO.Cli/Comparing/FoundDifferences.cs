namespace NpyIO.Cli.Comparing;

/// <summary>The differences between two files: all are counted, and kept until they are many, since a file can hold any number of values.</summary>
internal sealed class FoundDifferences
{
    internal const int MaxKept = 10_000;

    /// <summary>Maximum total length of names and texts, in characters, beyond the first difference.</summary>
    internal static readonly Threshold MaxCharacters = new(1 << 24);

    private readonly List<FoundDifference> _kept = [];
    private long _characters;
    private bool _isFull;

    internal IReadOnlyList<FoundDifference> Kept => _kept;

    internal long Count { get; private set; }

    /// <summary>How many are not kept.</summary>
    internal long More => Count - _kept.Count;

    /// <summary>Describes the difference only if it is kept.</summary>
    internal void Add(Func<FoundDifference> describe)
    {
        Count++;
        if (_isFull)
            return;
        FoundDifference difference = describe();
        _kept.Add(difference);
        _characters += (difference.Name?.Length ?? 0) + difference.Text.Length;
        _isFull = _kept.Count == MaxKept || _characters > MaxCharacters;
    }
}
