using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// A source of an array's bytes: a file, a stream, or bytes in memory. Offsets are in bytes from the array's magic string. The only interface between the readers and their sources.
/// </summary>
internal abstract class PayloadSource
{
    /// <summary>The <see cref="Length"/> of a source whose end is only found by reading.</summary>
    internal const long Unknown = -1;

    /// <summary>The number of bytes from the array's start to the end of the content, or <see cref="Unknown"/>.</summary>
    internal abstract long Length { get; }

    /// <summary>Whether any offset can be read, on several threads at once. If not, every read must begin where the last one ended.</summary>
    internal abstract bool IsPositional { get; }

    /// <summary>Whether others continue reading behind the array, so that no byte beyond it may be read.</summary>
    internal virtual bool IsReadOn => false;

    /// <summary>The length in bytes of blocks that one thread should read from the start; 0 if any offset is as cheap.</summary>
    internal virtual long BlockLength => 0;

    /// <summary>Where the first whole block begins, in bytes; what comes before it is a shorter block.</summary>
    internal virtual long FirstBlock => 0;

    /// <summary>The number of compressed bytes read so far, if the content is decompressed; otherwise <see cref="Unknown"/>.</summary>
    internal virtual long PackedLength => Unknown;

    /// <summary>Whether asynchronous verbs await the reads. If not, they read on a pool thread.</summary>
    internal virtual bool IsAwaited => false;

    /// <summary>Whether awaited reads cost a round trip each and run side by side, so that several at once are faster.</summary>
    internal virtual bool IsConcurrent => false;

    internal virtual SafeFileHandle? File => null;

    /// <summary>Reads at least one byte; returns 0 only at the end, or for an empty destination.</summary>
    internal abstract int Read(long offset, Span<byte> destination);

    /// <summary>Like <see cref="Read"/>; awaits a stream. Memory is read at once, and so is a file, since every verb that opens one runs on a pool thread.</summary>
    internal abstract ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>How many of the wanted bytes one request should read, if <see cref="IsConcurrent"/>: at least 1.</summary>
    internal virtual int RequestLength(long offset, int wanted) => wanted;

    /// <summary>Reads until the destination is full or the source ends, and returns the number of bytes.</summary>
    internal async ValueTask<int> FillAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < destination.Length && await ReadAsync(offset + filled, destination[filled..], cancellationToken).ConfigureAwait(false) is > 0 and var count)
            filled += count;
        return filled;
    }
}
