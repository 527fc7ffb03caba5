using NpyIO.IO;

namespace NpyIO;

/// <summary>A seekable stream as a <see cref="ByteSource"/>: offset 0 is the position that it has now. One thread reads at a time; others wait.</summary>
public sealed class StreamByteSource : ByteSource
{
    private readonly SeekableSource _source;
    private readonly bool _leaveOpen;

    /// <summary>Takes a stream. Do not move its position meanwhile.</summary>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the source is disposed.</param>
    /// <exception cref="ArgumentException">The stream cannot be read, or cannot seek.</exception>
    public StreamByteSource(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));
        if (!stream.CanSeek)
            FileThrow.NotSeekable(nameof(stream));
        _source = new SeekableSource(stream);
        _leaveOpen = leaveOpen;
    }

    /// <inheritdoc/>
    public override long Length => Math.Max(0, _source.Stream.Length - _source.Start);

    /// <summary>True.</summary>
    public override bool CanReadSynchronously => true;

    /// <inheritdoc/>
    public override int Read(long offset, Span<byte> destination) => _source.ReadGrown(offset, destination);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) =>
        _source.ReadGrownAsync(offset, destination, cancellationToken);

    internal override PayloadSource ToPayload()
    {
        _source.Measure();
        return _source;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            if (!_leaveOpen)
                _source.Stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
