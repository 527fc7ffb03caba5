namespace NpyIO.IO;

/// <summary>Where bytes go, one after another: a file, a stream, a buffer. The only seam between writing and the places that are written to.</summary>
internal abstract class ByteSink
{
    /// <summary>Whether what has been written can be written over: <see cref="WriteAt"/>, <see cref="Rewind"/> and <see cref="Truncate"/>.</summary>
    internal virtual bool CanPatch => false;

    /// <summary>Whether <see cref="WriteAt"/> writes anywhere, beyond the end too, and by several threads at once.</summary>
    internal virtual bool IsPositional => false;

    /// <summary>Writes all of the bytes.</summary>
    internal abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>As <see cref="Write"/>, without blocking where the sink can do that.</summary>
    internal virtual ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Write(bytes.Span);
        return default;
    }

    /// <summary>Writes over bytes that have been written, where <see cref="CanPatch"/>; the next <see cref="Write"/> goes on at the end all the same.</summary>
    /// <param name="offset">Where, in bytes from the first that was written.</param>
    /// <param name="bytes">What to write.</param>
    internal virtual void WriteAt(long offset, ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    /// <summary>As <see cref="WriteAt"/>, without blocking where the sink can do that.</summary>
    internal virtual ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        WriteAt(offset, bytes.Span);
        return default;
    }

    /// <summary>Goes back, where <see cref="CanPatch"/>: the next <see cref="Write"/> begins at an offset.</summary>
    internal virtual void Rewind(long offset) => throw new NotSupportedException();

    /// <summary>Cuts off what has been written behind an offset, where <see cref="CanPatch"/>.</summary>
    internal virtual void Truncate(long length) => throw new NotSupportedException();
}
