using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>A source from some place on, read forward as a stream: what decompressors take.</summary>
internal sealed class SourceStream(PayloadSource source, long start) : ForwardReadStream
{
    private long _at = start;

    /// <summary>How far the source has been read, in bytes.</summary>
    internal long SourcePosition => _at;

    /// <summary>What the source threw, if it did: never what is wrong with the data.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = source.Read(_at, buffer);
            _at += count;
            return count;
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }
}
