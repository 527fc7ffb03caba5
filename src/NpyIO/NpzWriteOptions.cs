namespace NpyIO;

/// <summary>How archives are written.</summary>
public sealed record NpzWriteOptions
{
    /// <summary>Not compressed, not aligned, atomic, not flushed to the disk: byte for byte what <c>np.savez</c> writes.</summary>
    public static NpzWriteOptions Default { get; } = new();

    /// <summary>As <see cref="Default"/>, but compressed: <c>np.savez_compressed</c>.</summary>
    public static NpzWriteOptions Compressed { get; } = new() { Compression = NpzCompression.Optimal };

    /// <summary>How members are compressed that do not say it themselves.</summary>
    public NpzCompression Compression { get; init; }

    /// <summary>The boundary, in bytes from the archive's start, on which every member's data are to begin: a power of two up to 4096, or 0, the default, for none. Padding stands in an extra field, which NumPy skips.</summary>
    public int Alignment { get; init; }

    /// <summary>Whether a file appears whole or not at all: written beside its target and renamed at the end. True by default.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are to have gone when the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>The most threads that may compress; 0, the default, for as many as help.</summary>
    public int MaxThreads { get; init; }

    /// <summary>Told how many bytes of the arrays (before compression) have been written, from time to time, for long writes.</summary>
    public IProgress<long>? Progress { get; init; }
}
