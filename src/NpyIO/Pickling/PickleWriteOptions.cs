using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How pickles are written.</summary>
public sealed record PickleWriteOptions
{
    /// <summary>Protocol 4, which every Python 3 since 3.4 reads; atomic, not flushed to the disk.</summary>
    public static PickleWriteOptions Default { get; } = new();

    /// <summary>The protocol, 2 to 5: 4 by default, as Python's own until 3.13. Protocol 5 needs Python 3.8, protocol 2 does for Python 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such protocol, or none that is written.</exception>
    public int Protocol
    {
        get;
        init => field = PickleWriter.CheckedProtocol(value);
    }

    = 4;

    /// <summary>Whether a file appears whole or not at all. True by default; false writes into the file that is there.</summary>
    /// <remarks>
    /// The file grows out of sight and takes the place of what was there at the end: see <see cref="AtomicFile"/>. With false, another hard link or an open handle sees the new content, a failed
    /// save leaves a part of it, and a file that NpyIO has open (an archive read lazily, a mapped array) is refused with an <see cref="InvalidOperationException"/>, since the data to be saved may lie there.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are to have gone when the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>Told how many bytes have been written, from time to time, for long writes.</summary>
    public IProgress<long>? Progress { get; init; }
}
