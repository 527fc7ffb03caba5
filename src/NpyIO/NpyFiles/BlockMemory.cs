namespace NpyIO;

/// <summary>The memory of the blocks that <see cref="StoredArray.Blocks{T}(long, BlockMemory)"/> gives.</summary>
public enum BlockMemory
{
    /// <summary>Every block gets new memory.</summary>
    New,

    /// <summary>
    /// Every block gets the memory of the last block but one, in C order and native byte order: a block is valid until the enumeration goes on, and a list of them would hold the last two
    /// again and again. New memory takes longer than reading from the page cache, so that this takes a third of the time.
    /// </summary>
    Reused,
}
