namespace NpyIO.IO;

/// <summary>Writes a stream from its position. The caller owns the stream.</summary>
internal sealed class StreamSink : ByteSink
{
    private readonly Stream _stream;
    private long _offset;
    private long _furthest;

    internal StreamSink(Stream stream)
    {
        if (!stream.CanWrite)
            FileThrow.StreamNotWritable(nameof(stream));

        _stream = stream;
    }

    internal override bool CanPatch => _stream.CanSeek;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        Passed(bytes.Length);
    }

    internal override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        Passed(bytes.Length);
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

    internal override void Truncate(long length)
    {
        // What follows the bytes written here belongs to the caller.
        if (_stream.Length - _stream.Position == _furthest - _offset)
            _stream.SetLength(_stream.Position + length - _offset);
    }

    private void Passed(int length)
    {
        _offset += length;
        _furthest = Math.Max(_furthest, _offset);
    }
}
