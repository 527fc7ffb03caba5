using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>A source, from an offset on, as a forward-only stream, for decompressors.</summary>
internal sealed class SourceStream(PayloadSource source, long start) : ForwardReadStream
{
    private long _at = start;

    /// <summary>The next offset to read in the source, in bytes.</summary>
    internal long SourcePosition => _at;

    /// <summary>The error that the source threw, if any; never an error in the compressed data.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>Gets what is read, too; null for nobody.</summary>
    internal CompressedEnd? End { get; init; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = source.Read(_at, buffer);
            _at += count;
            End?.TakeCompressed(buffer[..count]);
            return count;
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }
}
