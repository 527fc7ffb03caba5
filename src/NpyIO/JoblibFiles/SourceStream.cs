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

    /// <summary>Gets what is read, too; null for nobody. Then the last byte is given alone, so that a decoder that does not ask for it is known to have ended before.</summary>
    internal CompressedEnd? End { get; init; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            if (End is not null && !buffer.IsEmpty)
                return ReadHoldingBack(buffer, End);
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

    /// <summary>Gives all but the last byte that is there; that one only if nothing follows it.</summary>
    private int ReadHoldingBack(Span<byte> buffer, CompressedEnd end)
    {
        Span<byte> next = stackalloc byte[1];
        int count = 0;
        if (end.Held is { } held)
        {
            buffer[0] = held;
            end.Held = null;
            count = 1;
        }

        while (true)
        {
            Span<byte> room = count < buffer.Length ? buffer[count..] : next;
            int more = source.Read(_at, room);
            _at += more;
            if (more == 0)
                break;
            end.Held = room[more - 1];
            count += room == next ? 0 : more - 1;
            if (count > 0)
                break;

            // One byte is there, which may be the last.
            buffer[0] = end.Held.Value;
            end.Held = null;
            count = 1;
        }

        end.TakeCompressed(buffer[..count]);
        return count;
    }
}
