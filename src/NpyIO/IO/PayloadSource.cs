using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// Where an array's bytes come from: a file, a stream, or bytes that have arrived already. Offsets count, in bytes, from the array's magic string.
/// The only seam between reading and the places that are read from.
/// </summary>
internal abstract class PayloadSource
{
    /// <summary>What <see cref="Length"/> is where only the end itself tells.</summary>
    internal const long Unknown = -1;

    /// <summary>The bytes from the array's start to the end of the content, or <see cref="Unknown"/>.</summary>
    internal abstract long Length { get; }

    /// <summary>Whether any offset can be read, by several threads at once. Otherwise every read begins where the one before it ended.</summary>
    internal abstract bool IsPositional { get; }

    /// <summary>Whether others go on reading where this stops, so that not a byte may be taken that is not needed.</summary>
    internal virtual bool IsReadOn => false;

    /// <summary>The length of the blocks in which a source is best read, each by one thread and from its start on, in bytes; 0 where any place is as good.</summary>
    internal virtual long BlockLength => 0;

    /// <summary>Where the first of those blocks begins, in bytes; what is before it is a short one of its own.</summary>
    internal virtual long FirstBlock => 0;

    /// <summary>For decompressed content how many compressed bytes have been taken for it; otherwise <see cref="Unknown"/>.</summary>
    internal virtual long PackedLength => Unknown;

    /// <summary>The open file that it reads, if it is one.</summary>
    internal virtual SafeFileHandle? File => null;

    /// <summary>Reads some bytes; none only at the end, or for an empty destination.</summary>
    internal abstract int Read(long offset, Span<byte> destination);

    /// <summary>As <see cref="Read"/>, without blocking where the source can do that.</summary>
    internal virtual ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        new(Read(offset, destination.Span));
}
