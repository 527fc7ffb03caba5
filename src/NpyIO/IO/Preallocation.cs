namespace NpyIO.IO;

/// <summary>
/// Whether and how the disk makes room for a file before it is written. A file without delayed allocation is written in two thirds of the time by ext4, and renamed over another one without
/// being flushed (a fifth of the time at 200 MB); a file in memory only gets slower.
/// </summary>
/// <param name="Smallest">The length from which it gains, in bytes; <see cref="long.MaxValue"/> if it never does.</param>
internal readonly record struct Preallocation(long Smallest)
{
    /// <summary>How much room is made at once for a file of unknown length, in bytes at most.</summary>
    internal static readonly Threshold MaxStep = new(64 << 20);

    private const int ExactTimes = 16;
    private const int BlockLength = 4096;

    /// <summary>Below this many bytes a file that replaces none gains nothing.</summary>
    internal const long SmallestNew = 1 << 20;

    // Magic numbers of file systems: statfs(2).
    private const uint Ext = 0xEF53;
    private const uint Xfs = 0x58465342;
    private const uint TmpFs = 0x01021994;
    private const uint RamFs = 0x858458F6;

    internal static Preallocation None => new(long.MaxValue);

    /// <summary>What pays on a file system of Linux.</summary>
    /// <param name="fileSystem">Its magic number.</param>
    /// <param name="isReplacing">Whether the file will be renamed over another one.</param>
    internal static Preallocation On(uint fileSystem, bool isReplacing) => fileSystem switch
    {
        TmpFs or RamFs => None,
        Ext or Xfs when isReplacing => new Preallocation(1),
        _ => new Preallocation(SmallestNew),
    };

    /// <summary>
    /// Returns up to where room is to be made for a write that ends beyond what has been made: at first to the end of its block, since giving room back takes longer than making it; then twice
    /// as far each time, by a step at most.
    /// </summary>
    /// <param name="end">Where the write ends, in bytes.</param>
    /// <param name="times">How often room has been made before.</param>
    internal static long Next(long end, int times) => ToBlocks(times < ExactTimes ? end : end + Math.Min(end, MaxStep));

    /// <summary>Returns a length rounded up to whole blocks of the disk, of which a file has the last one in any case.</summary>
    internal static long ToBlocks(long length) => (length + BlockLength - 1) / BlockLength * BlockLength;
}
