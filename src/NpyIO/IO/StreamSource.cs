namespace NpyIO.IO;

/// <summary>A stream, from where it stands; never a byte more is taken than is asked for.</summary>
internal sealed class StreamSource : PayloadSource
{
    private readonly Stream _stream;

    /// <summary>What the stream still has; the caller keeps it.</summary>
    internal StreamSource(Stream stream)
    {
        if (!stream.CanRead)
        {
            FileThrow.StreamNotReadable(nameof(stream));
        }

        _stream = stream;
        Length = LengthOf(stream);
    }

    internal override long Length { get; }

    internal override bool IsPositional => false;

    internal override bool IsReadOn => true;

    internal override int Read(long offset, Span<byte> destination) => Checked(_stream.Read(destination), destination.Length);

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        Checked(await _stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false), destination.Length);

    /// <summary>Returns how many bytes a stream's read gave, if it can have given so many.</summary>
    internal static int Checked(int count, int wanted)
    {
        if ((uint)count > (uint)wanted)
            FileThrow.StreamMiscounts(count, wanted);
        return count;
    }

    private static long LengthOf(Stream stream)
    {
        if (!stream.CanSeek)
        {
            return Unknown;
        }

        try
        {
            long length = stream.Length;
            return length < 0 ? Unknown : Math.Max(0, length - stream.Position);
        }
        catch (NotSupportedException)
        {
            // Some streams can seek but do not know how far.
            return Unknown;
        }
    }
}
