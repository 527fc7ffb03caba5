using NpyIO.IO;

namespace NpyIO;

/// <summary>How arrays are written.</summary>
public sealed record NpyWriteOptions
{
    /// <summary>Atomic, not flushed to the disk, in the oldest version that can hold the header.</summary>
    public static NpyWriteOptions Default { get; } = new();

    /// <summary>Whether a file appears whole or not at all. True by default; false writes into the file that is there.</summary>
    /// <remarks>
    /// The file grows out of sight and takes the place of what was there at the end: see <see cref="AtomicFile"/>. With false, another hard link or an open handle sees the new content, a failed
    /// save leaves a part of it, and a file that NpyIO has open (an archive read lazily, a mapped array) is refused with an <see cref="InvalidOperationException"/>, since the data to be saved may lie there.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are to have gone when the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>The format version to write, or null for the oldest that can hold the header, as NumPy chooses.</summary>
    public NpyVersion? Version { get; init; }

    /// <summary>Told how many bytes of data have been written, from time to time, for long writes.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Opens a file to be written as these options say.</summary>
    /// <param name="path">Where it is to be in the end.</param>
    /// <param name="length">Its length, in bytes; 0 if unknown.</param>
    internal OutputFile CreateFile(string path, long length) => OutputFile.Create(path, length, Atomic, Flush);
}
