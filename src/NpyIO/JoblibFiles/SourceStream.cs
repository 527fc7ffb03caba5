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

    /// <summary>Receives what is read; null if nobody does. The last byte is then given alone: a decoder that does not ask for it has ended before it.</summary>
    internal CompressedEnd? End { get; set; }

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

    /// <summary>Returns all bytes but the last; that one only once it is known to be the last.</summary>
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

            // Only one byte has come, and it may be the last.
            buffer[0] = end.Held.Value;
            end.Held = null;
            count = 1;
        }

        end.TakeCompressed(buffer[..count]);
        return count;
    }
}
