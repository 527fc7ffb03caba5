namespace NpyIO.Files;

/// <summary>A stream, written from where it stands; the caller keeps it.</summary>
internal sealed class StreamSink : ByteSink
{
    private readonly Stream _stream;
    private long _offset;

    internal StreamSink(Stream stream)
    {
        if (!stream.CanWrite)
        {
            Throw.StreamNotWritable(nameof(stream));
        }

        _stream = stream;
    }

    internal override bool CanPatch => _stream.CanSeek;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _offset += bytes.Length;
    }

    internal override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _offset += bytes.Length;
    }

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes)
    {
        _stream.Seek(offset - _offset, SeekOrigin.Current);
        _stream.Write(bytes);
        _stream.Seek(_offset - offset - bytes.Length, SeekOrigin.Current);
    }

    internal override async ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _stream.Seek(offset - _offset, SeekOrigin.Current);
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _stream.Seek(_offset - offset - bytes.Length, SeekOrigin.Current);
    }

    internal override void Rewind(long offset)
    {
        _stream.Seek(offset - _offset, SeekOrigin.Current);
        _offset = offset;
    }

    /// <summary>Only where this stream ends there: what the caller has behind it is not ours.</summary>
    internal override void Truncate(long length) => _stream.SetLength(_stream.Position + length - _offset);
}
