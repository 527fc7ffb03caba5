using NpyIO.IO;

namespace NpyIO;

/// <summary>
/// Bytes that can be read at any offset: a file, a stream, a server. Derive from it to read arrays from anything that has a length and positional reads;
/// <see cref="Npy.Open(ByteSource, NpyReadOptions?, bool)"/> and <see cref="Npz.Open(ByteSource, NpyReadOptions?, bool)"/> take it.
/// </summary>
/// <remarks>
/// A read names its offset, so there is no position to share: a source must allow any number of reads at once, on different threads. Awaited reads are made so: up to four requests of up to
/// 4 MiB are in flight, or as many as <see cref="NpyReadOptions.MaxThreads"/> says. If one fails, or the call is cancelled, the token of the others is cancelled, and the call ends when all of
/// them have. A source that can only be awaited overrides <see cref="ReadAsync"/> alone; arrays over it are opened and read by the methods that end in <c>Async</c>.
/// </remarks>
public abstract class ByteSource : IDisposable
{
    /// <summary>The number of bytes there are now. It may grow.</summary>
    public abstract long Length { get; }

    /// <summary>Whether <see cref="Read"/> works. If not, only <see cref="ReadAsync"/> does.</summary>
    public virtual bool CanReadSynchronously => false;

    /// <summary>A text that changes with the content, such as the ETag of a server; null if the source cannot tell.</summary>
    public virtual string? Validator => null;

    /// <summary>Reads bytes at an offset.</summary>
    /// <param name="offset">Where to read, in bytes from the start; at least 0.</param>
    /// <param name="destination">Receives the bytes, from its start. Do not write to it after the task has ended, however it ended.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number of bytes read: at least 1, or 0 only at the end or for an empty destination.</returns>
    public abstract ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default);

    /// <summary>Reads bytes at an offset, if <see cref="CanReadSynchronously"/>.</summary>
    /// <param name="offset">Where to read, in bytes from the start; at least 0.</param>
    /// <param name="destination">Receives the bytes, from its start.</param>
    /// <returns>The number of bytes read: at least 1, or 0 only at the end or for an empty destination.</returns>
    /// <exception cref="NotSupportedException">The source can only be awaited.</exception>
    public virtual int Read(long offset, Span<byte> destination) => FileThrow.OnlyAwaited();

    /// <summary>Closes what the source holds open.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the source holds open; called once or more.</summary>
    /// <param name="disposing">False only from a finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The source as the readers see it, with the length of this moment.</summary>
    internal virtual PayloadSource ToPayload() => new GivenSource(this);
}
