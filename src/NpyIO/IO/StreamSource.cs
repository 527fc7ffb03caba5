using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Reads a stream from its position, never a byte more than requested.</summary>
internal sealed class StreamSource : PayloadSource
{
    private readonly Stream _stream;

    /// <summary>The caller owns the stream.</summary>
    internal StreamSource(Stream stream)
    {
        if (!stream.CanRead)
            FileThrow.StreamNotReadable(nameof(stream));

        _stream = stream;
        Length = LengthOf(stream);
    }

    /// <summary>The caller owns the handle.</summary>
    internal StreamSource(SafeFileHandle pipe)
        : this(new FileStream(pipe, FileAccess.Read, bufferSize: 0))
    {
    }

    internal override long Length { get; }

    internal override bool IsPositional => false;

    internal override bool IsReadOn => true;

    internal override int Read(long offset, Span<byte> destination) => Checked(_stream.Read(destination), destination.Length);

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        Checked(await _stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false), destination.Length);

    internal static int Checked(int count, int wanted)
    {
        if ((uint)count > (uint)wanted)
            FileThrow.StreamMiscounts(count, wanted);
        return count;
    }

    private static long LengthOf(Stream stream)
    {
        if (!stream.CanSeek)
            return Unknown;

        try
        {
            long length = stream.Length;
            return length < 0 ? Unknown : Math.Max(0, length - stream.Position);
        }
        catch (NotSupportedException)
        {
            // Some streams can seek but do not know their length.
            return Unknown;
        }
    }
}
