using NpyIO.IO;

namespace NpyIO;

/// <summary>Options for writing arrays.</summary>
public sealed record NpyWriteOptions
{
    /// <summary>The defaults: atomic, not flushed to the disk, in the oldest version that can hold the header.</summary>
    public static NpyWriteOptions Default { get; } = new();

    /// <summary>Whether a file appears whole or not at all. True by default; false writes into the existing file.</summary>
    /// <remarks>
    /// An atomic file is written beside the old one and replaces it at the end: see <see cref="AtomicFile"/>. If false, other hard links and open handles see the new content, and a failed
    /// save leaves it incomplete. A file that NpyIO has open (an archive read lazily, a mapped array) is then refused with an <see cref="InvalidOperationException"/>, since it may contain
    /// the data to be saved.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far to flush the data before the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>The format version to write; null for the oldest that can hold the header, as in NumPy.</summary>
    public NpyVersion? Version { get; init; }

    /// <summary>Receives the number of bytes of data written so far, repeatedly during long writes.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The length is in bytes, 0 if unknown.</summary>
    internal OutputFile CreateFile(string path, long length) => OutputFile.Create(path, length, Atomic, Flush);
}
