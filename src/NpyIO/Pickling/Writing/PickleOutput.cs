using System.Buffers.Binary;
using NpyIO.Coding;

namespace NpyIO.Pickling;

/// <summary>Collects opcodes in frames, as protocol 4 has them (PEP 3154), and without frames before it. Long data stand outside of frames, so that they need not be collected.</summary>
/// <param name="protocol">The protocol.</param>
internal sealed class PickleOutput(int protocol)
{
    /// <summary>Python's length of a frame, in bytes: what is longer is handed on.</summary>
    private const int FrameLength = 64 << 10;

    /// <summary>Data from this length on, in bytes, are written by themselves.</summary>
    internal const int LongData = FrameLength;

    /// <summary>Below it a frame is not worth its head: Python's <c>_FRAME_SIZE_MIN</c>.</summary>
    private const int LeastFrame = 4;

    private const int FrameHead = 1 + sizeof(long);

    /// <summary>What one chunk of long data takes at most, in bytes.</summary>
    internal static readonly Threshold PieceLength = new(16 << 20);

    private byte[] _buffer = new byte[FrameHead + FrameLength + 1024];
    private int _filled = FrameHead;
    private long _taken;

    /// <summary>The protocol.</summary>
    internal int Protocol => protocol;

    /// <summary>Whether there is enough to be handed on.</summary>
    internal bool IsFull => _filled >= FrameHead + FrameLength;

    /// <summary>How many bytes have been handed on.</summary>
    internal long Position => _taken;

    /// <summary>Writes an opcode.</summary>
    internal void Write(byte opcode)
    {
        Reserve(1);
        _buffer[_filled++] = opcode;
    }

    /// <summary>Writes bytes.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _filled += bytes.Length;
    }

    /// <summary>Writes an opcode and a number in little-endian order, of so many bytes.</summary>
    internal void Write(byte opcode, long number, int length)
    {
        Write(opcode);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Write(bytes[..length]);
    }

    /// <summary>Room for some bytes behind those that are there, to be accepted by <see cref="Accept"/>.</summary>
    internal Span<byte> Room(int length)
    {
        Reserve(length);
        return _buffer.AsSpan(_filled);
    }

    /// <summary>Counts bytes that have been put into the room.</summary>
    internal void Accept(int length) => _filled += length;

    /// <summary>What has been collected, with its frame; collecting begins anew.</summary>
    internal PickleChunk Take()
    {
        int length = _filled - FrameHead;
        int start = FrameHead;
        if (protocol >= 4 && length >= LeastFrame)
        {
            _buffer[0] = Opcode.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(1), length);
            start = 0;
        }

        _filled = FrameHead;
        _taken += FrameHead + length - start;
        return new PickleChunk(_buffer.AsMemory(start, FrameHead + length - start));
    }

    /// <summary>What has been collected, if anything, without a frame.</summary>
    internal PickleChunk TakeUnframed()
    {
        int length = _filled - FrameHead;
        _filled = FrameHead;
        _taken += length;
        return new PickleChunk(_buffer.AsMemory(FrameHead, length));
    }

    /// <summary>Counts bytes that are handed on by themselves; what has been collected before has been taken.</summary>
    internal void Pass(int length) => _taken += length;

    /// <summary>An array's data, as they are, behind some bytes: short ones in one piece, long ones from where they lie.</summary>
    internal static IEnumerable<PickleChunk> DataOf(byte[] head, ArrayEncoder encoder)
    {
        if (encoder.PayloadLength < LongData)
        {
            byte[] all = [.. head, .. new byte[encoder.PayloadLength]];
            encoder.Encode(0, all.AsSpan(head.Length));
            yield return new PickleChunk(all);
            yield break;
        }

        yield return new PickleChunk(head);
        byte[]? buffer = encoder.IsContiguous ? null : new byte[encoder.PreferredBlockLength];
        for (long offset = 0; offset < encoder.PayloadLength;)
        {
            int length = (int)Math.Min(buffer?.Length ?? PieceLength, encoder.PayloadLength - offset);
            if (buffer is null)
            {
                yield return new PickleChunk(encoder, offset, length);
            }
            else
            {
                encoder.Encode(offset, buffer.AsSpan(0, length));
                yield return new PickleChunk(buffer.AsMemory(0, length));
            }

            offset += length;
        }
    }

    private void Reserve(int length)
    {
        if (_buffer.Length - _filled < length)
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(_filled + (long)length, 2L * _buffer.Length), Array.MaxLength));
    }
}
