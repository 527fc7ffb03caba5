namespace NpyIO.Benchmarks.Compare;

/// <summary>A file that the NumPy worker makes for a case.</summary>
/// <param name="Kind">What it holds, as <c>numpy_worker.py</c> calls it.</param>
/// <param name="Count">The number of elements (or of files).</param>
/// <param name="ItemSize">Bytes an element.</param>
internal sealed record DataFile(string Kind, long Count, int ItemSize)
{
    private const int QuickPart = 20;
    private const long SmallestToShrink = 1_000_000;
    private const long LargeFrom = 32_000_000;

    /// <summary>The payload, in bytes.</summary>
    internal long Bytes => Count * ItemSize;

    /// <summary>Whether first touches of fresh memory decide, so that the memory must be at hand beforehand.</summary>
    internal bool IsLarge => Bytes >= LargeFrom;

    /// <summary>A twentieth of it, if there is anything to shrink.</summary>
    internal DataFile Quick() => Bytes < SmallestToShrink ? this : this with { Count = Count / QuickPart };

    /// <summary>How often a quick run does the work on it: a small file is not shrunk, so that it is done less often.</summary>
    internal int QuickIterations(int iterations) => Bytes < SmallestToShrink && iterations > QuickPart ? iterations / QuickPart : iterations;
}
