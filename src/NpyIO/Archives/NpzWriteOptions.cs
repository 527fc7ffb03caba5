using NpyIO.Archives;

namespace NpyIO;

/// <summary>How archives are written.</summary>
public sealed record NpzWriteOptions
{
    private const int MostAlignment = 4096;

    /// <summary>Not compressed, not aligned, atomic, not flushed to the disk: byte for byte what <c>np.savez</c> writes.</summary>
    public static NpzWriteOptions Default { get; } = new();

    /// <summary>As <see cref="Default"/>, but compressed: <c>np.savez_compressed</c>.</summary>
    public static NpzWriteOptions Compressed { get; } = new() { Compression = NpzCompression.Optimal };

    /// <summary>How entries are compressed that do not say it themselves.</summary>
    public NpzCompression Compression { get; init; }

    /// <summary>
    /// The boundary, in bytes from the archive's start, on which every entry's data are to begin: a power of two up to 4096, or 0, the default, for none. Padding stands in an extra
    /// field of the local header, which NumPy and every ZIP program skip. An array's header has a multiple of 64 bytes, so that up to 64 its elements are aligned too.
    /// </summary>
    public int Alignment { get; init; }

    /// <summary>Whether a file appears whole or not at all. True by default; false writes into the file that is there.</summary>
    /// <remarks>
    /// The file grows out of sight and takes the place of what was there at the end: see <see cref="AtomicFile"/>. With false, another hard link or an open handle sees the new content, a failed
    /// save leaves a part of it, and a file that NpyIO has open (an archive read lazily, a mapped array) is refused with an <see cref="InvalidOperationException"/>, since the data to be saved may lie there. An update is atomic in any case.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are to have gone when the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>The most threads that may work on one archive; 0, the default, for as many as the machine has. What is written does not depend on it.</summary>
    public int MaxThreads { get; init; }

    /// <summary>Told how many bytes of the arrays (before compression) have been written, from time to time, for long writes.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The number of threads that there are and may be used.</summary>
    internal int Threads => MaxThreads == 0 ? Environment.ProcessorCount : Math.Min(MaxThreads, Environment.ProcessorCount);

    /// <summary>The options, or the default ones, if they can be followed.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    internal static NpzWriteOptions OrDefault(NpzWriteOptions? options)
    {
        if (options is null)
            return Default;

        if (!IsKnown(options.Compression))
            NpzThrow.NoSuchCompression(options.Compression, nameof(options));
        if (options.Alignment is < 0 or > MostAlignment || (options.Alignment & (options.Alignment - 1)) != 0)
            NpzThrow.BadAlignment(options.Alignment, MostAlignment, nameof(options));
        if (options.MaxThreads < 0)
            NpzThrow.NegativeThreads(options.MaxThreads, nameof(options));
        return options;
    }

    /// <summary>Whether there is such a compression.</summary>
    internal static bool IsKnown(NpzCompression compression) => compression is >= NpzCompression.None and <= NpzCompression.SmallestSize;
}
