namespace NpyIO.Files;

/// <summary>A stream, written from where it stands; the caller keeps it.</summary>
internal sealed class StreamSink : ByteSink
{
    private readonly Stream _stream;

    internal StreamSink(Stream stream)
    {
        if (!stream.CanWrite)
        {
            Throw.StreamNotWritable(nameof(stream));
        }

        _stream = stream;
    }

    internal override void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _stream.WriteAsync(bytes, cancellationToken);
}
