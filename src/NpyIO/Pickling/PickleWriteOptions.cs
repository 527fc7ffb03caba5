using NpyIO.Pickling;

namespace NpyIO;

/// <summary>How to write pickles.</summary>
public sealed record PickleWriteOptions
{
    /// <summary>Protocol 4, which every Python since 3.4 reads; atomic, not flushed to the disk.</summary>
    public static PickleWriteOptions Default { get; } = new();

    /// <summary>The protocol, 2 to 5; 4 by default, as in Python before 3.14. Protocol 5 needs Python 3.8; Python 2 reads protocol 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The protocol does not exist, or cannot be written.</exception>
    public int Protocol
    {
        get;
        init => field = PickleWriter.CheckedProtocol(value);
    }

    = PickleWriter.DefaultProtocol;

    /// <summary>Whether a file appears as a whole or not at all. True by default; false writes into the existing file.</summary>
    /// <remarks>
    /// The content goes to a temporary file, which replaces the existing one at the end: see <see cref="AtomicFile"/>. With false, other hard links and open handles see the new content,
    /// a failed save leaves a partial file, and a file that NpyIO has open (a lazily read archive, a mapped array) is refused with an <see cref="InvalidOperationException"/>, because
    /// the data to save may be in it.
    /// </remarks>
    public bool Atomic { get; init; } = true;

    /// <summary>How far the data must have been flushed when the save returns.</summary>
    public FlushMode Flush { get; init; } = FlushMode.None;

    /// <summary>Receives the number of bytes written, from time to time during long writes.</summary>
    public IProgress<long>? Progress { get; init; }
}
