using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How joblib files are written.</summary>
public sealed record JoblibWriteOptions
{
    /// <summary>Not compressed, so that arrays can be mapped; protocol 4, which every Python 3 since 3.4 reads; atomic, not flushed to the disk.</summary>
    public static JoblibWriteOptions Default { get; } = new();

    /// <summary>How the file is compressed as a whole: not at all by default. bzip2, LZMA, xz and LZ4 need the package NpyIO.Codecs.</summary>
    public JoblibCompression Compression { get; init; }

    /// <summary>How thoroughly it is compressed, from 0 (fast) to 9 (small): 3 by default, as in joblib. bzip2 has one level only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public int Level
    {
        get;
        init
        {
            Throw.IfNegative(value);
            Throw.IfGreater(value, 9);
            field = value;
        }
    }

    = 3;

    /// <summary>The protocol of the pickle in the file, 2 to 5: 4 by default. Protocol 5 needs Python 3.8.</summary>
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

    /// <summary>Told how many bytes have been written, before compression, from time to time, for long writes.</summary>
    public IProgress<long>? Progress { get; init; }
}
