namespace NpyIO.Benchmarks.Compare;

/// <summary>Rows that are measured on one file against the same work of the rivals, interleaved.</summary>
/// <param name="File">The file.</param>
/// <param name="Iterations">How often a round does the work.</param>
/// <param name="Yardstick">NumPy's operation, or that of <see cref="Beside"/>.</param>
/// <param name="NumSharp">NumSharp's operation, or null where it has none.</param>
/// <param name="Rows">What NpyIO does.</param>
internal sealed record CaseGroup(DataFile File, int Iterations, string Yardstick, string? NumSharp, params Row[] Rows)
{
    /// <summary>What the rows are measured beside, in words, if that is not NumPy; NpyIO's worker does it.</summary>
    internal string? Beside { get; init; }

    /// <summary>Whether a note says how much of the file is in the page cache: for files that might not fit.</summary>
    internal bool NotesPageCache { get; init; }

    /// <summary>How many payloads of fresh memory the hungriest contender takes; 0 for one that takes little, whatever the payload.</summary>
    internal int Payloads { get; init; } = 1;

    /// <summary>The work whose peak of memory is measured too; null for none.</summary>
    internal PeakCase? Peak { get; init; }

    /// <summary>The same on a smaller file, or less often.</summary>
    internal CaseGroup Quick() => this with { File = File.Quick(), Iterations = File.QuickIterations(Iterations) };
}
