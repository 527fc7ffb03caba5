namespace NpyIO.NpyFiles;

/// <summary>Where a <see cref="RowWriter{T}"/> puts its rows: a file, or an entry of an archive.</summary>
internal abstract class RowTarget : IDisposable
{
    /// <summary>The number of rows that the target can count.</summary>
    internal abstract long MaxRows { get; }

    /// <summary>Throws if nothing more can be written.</summary>
    internal abstract void RequireOpen();

    /// <summary>Throws that <see cref="MaxRows"/> is too few.</summary>
    internal abstract void ThrowTooMany(long rows);

    /// <summary>The end of what has been written, for <see cref="ReturnTo"/>.</summary>
    internal virtual long Position => 0;

    /// <summary>Takes back what was written from a position on, if the target can.</summary>
    internal virtual void ReturnTo(long position)
    {
    }

    /// <summary>Writes native elements of whole rows.</summary>
    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>The length is in bytes. On an error none of the rows counts.</summary>
    internal abstract Task WriteAsync(PieceOfBytes pieces, long length, CancellationToken cancellationToken);

    internal abstract void Checkpoint(long rows);

    internal abstract Task CheckpointAsync(long rows, CancellationToken cancellationToken);

    internal abstract void Complete(long rows);

    internal abstract Task CompleteAsync(long rows, CancellationToken cancellationToken);

    public abstract void Dispose();
}

/// <summary>Returns bytes of a caller's elements from an offset on, at least one.</summary>
internal delegate ReadOnlySpan<byte> PieceOfBytes(long offset);
