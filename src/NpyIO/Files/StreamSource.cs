namespace NpyIO.Files;

/// <summary>A stream, from where it stands; never a byte more is taken than is asked for.</summary>
internal sealed class StreamSource : ByteSource
{
    private readonly Stream _stream;

    /// <summary>What the stream still has; the caller keeps it.</summary>
    internal StreamSource(Stream stream)
    {
        if (!stream.CanRead)
        {
            Throw.StreamNotReadable(nameof(stream));
        }

        _stream = stream;
        Length = LengthOf(stream);
    }

    internal override long Length { get; }

    internal override bool IsPositional => false;

    internal override bool IsReadOn => true;

    internal override int Read(long offset, Span<byte> destination) => _stream.Read(destination);

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _stream.ReadAsync(destination, cancellationToken);

    private static long LengthOf(Stream stream)
    {
        if (!stream.CanSeek)
        {
            return Unknown;
        }

        try
        {
            return Math.Max(0, stream.Length - stream.Position);
        }
        catch (NotSupportedException)
        {
            // Some streams can seek but do not know how far.
            return Unknown;
        }
    }
}
