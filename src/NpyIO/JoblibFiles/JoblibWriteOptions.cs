using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How joblib files are written.</summary>
public sealed record JoblibWriteOptions
{
    /// <summary>Not compressed, so that arrays can be mapped; protocol 4, which Python 3.4 and later read; atomic, not flushed to disk.</summary>
    public static JoblibWriteOptions Default { get; } = new();

    /// <summary>The compression of the whole file: none by default. bzip2, LZMA, xz and LZ4 need the package NpyIO.Codecs.</summary>
    public JoblibCompression Compression { get; init; }

    /// <summary>The compression level, from 0 (fast) to 9 (small): 3 by default, as in joblib. bzip2 has only one level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 9.</exception>
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

    /// <summary>The pickle protocol, 2 to 5: 4 by default. Protocol 5 needs Python 3.8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 2 and 5.</exception>
    public int Protocol
    {
        get;
        init => field = PickleWriter.CheckedProtocol(value);
    }

    = PickleWriter.DefaultProtocol;

    /// <summary>Whether a file appears whole or not at all. True by default; false overwrites the existing file in place.</summary>
    /// <remarks>
    /// The file is written out of sight and replaces the existing one at the end: see <see cref="AtomicFile"/>. With false, other hard links and open handles see the new content, a failed save
    /// leaves a partial file, and a file that NpyIO has open (an archive read lazily, a mapped array) is rejected with an <see cref="InvalidOperationException"/>, since it may hold the data to
    /// be saved.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data are flushed before the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>Receives, from time to time during long writes, the number of bytes written so far, before compression.</summary>
    public IProgress<long>? Progress { get; init; }
}
