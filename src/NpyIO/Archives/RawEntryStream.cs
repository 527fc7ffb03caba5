using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>An entry that is written as a stream; disposing the stream ends the entry.</summary>
internal sealed class RawEntryStream(NpzWriter writer, GrowingEntry entry) : Stream
{
    private long _length;
    private bool _isDisposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isDisposed;

    /// <summary>Number of bytes written so far.</summary>
    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        writer.Write(entry, buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await writer.WriteAsync(entry, offset => entry.Take(buffer.Span[(int)offset..]), buffer.Length, cancellationToken).ConfigureAwait(false);
        _length += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Does nothing: the deflater cannot write what it has not seen enough of.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Ends the entry, unless writing it has failed or the archive has been discarded.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!_isDisposed && writer.IsOpen(entry))
        {
            _isDisposed = true;
            await writer.EndAsync(entry, default, CancellationToken.None).ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed && writer.IsOpen(entry))
        {
            _isDisposed = true;
            writer.End(entry, default);
        }

        _isDisposed = true;
        base.Dispose(disposing);
    }
}
