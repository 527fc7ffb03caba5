using System.Buffers.Binary;
using NpyIO.Coding;

namespace NpyIO.Pickling;

/// <summary>Collects opcodes in frames for protocol 4 and above (PEP 3154), without frames below. Long data is written outside frames, so it need not be buffered.</summary>
internal sealed class PickleOutput(int protocol)
{
    /// <summary>Python's frame size in bytes; a fuller buffer is handed on.</summary>
    private const int FrameLength = 64 << 10;

    /// <summary>Minimum length of data that is written outside frames, in bytes.</summary>
    internal const int LongData = FrameLength;

    /// <summary>Minimum content of a frame in bytes, Python's <c>_FRAME_SIZE_MIN</c>: less is not worth a frame header.</summary>
    private const int MinFrame = 4;

    private const int FrameHead = 1 + sizeof(long);

    /// <summary>Maximum length of one chunk of long data, in bytes.</summary>
    internal static readonly Threshold PieceLength = new(16 << 20);

    private byte[] _buffer = new byte[FrameHead + FrameLength + 1024];
    private int _filled = FrameHead;
    private long _taken;

    internal int Protocol => protocol;

    internal bool IsFull => _filled >= FrameHead + FrameLength;

    internal long Position => _taken;

    internal void Write(byte opcode)
    {
        Reserve(1);
        _buffer[_filled++] = opcode;
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _filled += bytes.Length;
    }

    /// <summary>Writes an opcode and the <paramref name="length"/> low bytes of a number in little-endian order.</summary>
    internal void Write(byte opcode, long number, int length)
    {
        Write(opcode);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Write(bytes[..length]);
    }

    /// <summary>Returns free space of at least <paramref name="length"/> bytes. <see cref="Accept"/> counts the bytes written to it.</summary>
    internal Span<byte> Room(int length)
    {
        Reserve(length);
        return _buffer.AsSpan(_filled);
    }

    /// <summary>Counts bytes that were written to <see cref="Room"/>.</summary>
    internal void Accept(int length) => _filled += length;

    /// <summary>Takes the collected opcodes with their frame, and starts a new one.</summary>
    internal PickleChunk Take()
    {
        int length = _filled - FrameHead;
        int start = FrameHead;
        if (protocol >= 4 && length >= MinFrame)
        {
            _buffer[0] = Opcode.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(1), length);
            start = 0;
        }

        _filled = FrameHead;
        _taken += FrameHead + length - start;
        return new PickleChunk(_buffer.AsMemory(start, FrameHead + length - start));
    }

    /// <summary>Takes the collected opcodes without a frame; the chunk may be empty.</summary>
    internal PickleChunk TakeUnframed()
    {
        int length = _filled - FrameHead;
        _filled = FrameHead;
        _taken += length;
        return new PickleChunk(_buffer.AsMemory(FrameHead, length));
    }

    /// <summary>Counts bytes handed on outside frames. The collected opcodes must have been taken before.</summary>
    internal void Pass(int length) => _taken += length;

    /// <summary>Returns a head and an array's data: short data in one chunk, long data directly from the array's memory.</summary>
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

/// <summary>Bytes of a pickle that are ready to write: opcodes, or a part of an array's data in its own memory.</summary>
internal readonly struct PickleChunk
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ArrayEncoder? _encoder;
    private readonly long _offset;

    /// <summary>Creates a chunk of opcodes, valid until the next chunk is taken.</summary>
    internal PickleChunk(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
    }

    /// <summary>Creates a chunk of an array's contiguous data; <paramref name="offset"/> and <paramref name="length"/> are in bytes.</summary>
    internal PickleChunk(ArrayEncoder encoder, long offset, int length)
    {
        _encoder = encoder;
        _offset = offset;
        Length = length;
    }

    /// <summary>In bytes.</summary>
    internal int Length { get; }

    /// <summary>The bytes. The caller keeps the array reachable while it uses them.</summary>
    internal ReadOnlySpan<byte> Span => _encoder is null ? _bytes.Span : _encoder.Contiguous(_offset, Length);

    /// <summary>Returns the bytes as memory; array data is copied.</summary>
    internal ReadOnlyMemory<byte> ToMemory()
    {
        if (_encoder is null)
            return _bytes;
        byte[] copy = new byte[Length];
        _encoder.Encode(_offset, copy);
        return copy;
    }
}
