namespace NpyIO;

/// <summary>How arrays are written.</summary>
public sealed record NpyWriteOptions
{
    /// <summary>Atomic, not flushed to the disk, in the oldest version that can hold the header.</summary>
    public static NpyWriteOptions Default { get; } = new();

    /// <summary>Whether a file appears whole or not at all: written beside its target and renamed at the end. True by default.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are to have gone when the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>The format version to write, or null for the oldest that can hold the header, as NumPy chooses.</summary>
    public NpyVersion? Version { get; init; }

    /// <summary>Told how many bytes of data have been written, from time to time, for long writes.</summary>
    public IProgress<long>? Progress { get; init; }
}
