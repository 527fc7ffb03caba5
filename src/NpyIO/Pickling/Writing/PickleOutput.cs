using System.Buffers.Binary;
using NpyIO.Coding;

namespace NpyIO.Pickling;

/// <summary>Collects opcodes in frames for protocol 4 and above (PEP 3154), without frames below. Long data is written outside frames, so it need not be buffered.</summary>
internal sealed class PickleOutput(int protocol)
{
    // Python's frame size in bytes; a fuller buffer is handed on.
    private const int FrameLength = 64 << 10;

    /// <summary>Minimum length of data that is written outside frames, in bytes.</summary>
    internal const int LongData = FrameLength;

    // Python's _FRAME_SIZE_MIN, in bytes: less is not worth a frame header.
    private const int MinFrame = 4;

    // The length of one chunk of long data, in bytes.
    internal static readonly Threshold PieceLength = new(16 << 20);

    private byte[] _buffer = new byte[Opcode.FrameLength + FrameLength + 1024];
    private int _filled = Opcode.FrameLength;
    private long _taken;

    internal int Protocol => protocol;

    internal bool IsFull => _filled >= Opcode.FrameLength + FrameLength;

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

    internal void Write(byte opcode, long number, int length)
    {
        Write(opcode);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Write(bytes[..length]);
    }

    internal Span<byte> Room(int length)
    {
        Reserve(length);
        return _buffer.AsSpan(_filled);
    }

    internal void Accept(int length) => _filled += length;

    internal PickleChunk Take()
    {
        int length = _filled - Opcode.FrameLength;
        int start = Opcode.FrameLength;
        if (protocol >= 4 && length >= MinFrame)
        {
            _buffer[0] = Opcode.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(1), length);
            start = 0;
        }

        _filled = Opcode.FrameLength;
        _taken += Opcode.FrameLength + length - start;
        return new PickleChunk(_buffer.AsMemory(start, Opcode.FrameLength + length - start));
    }

    /// <summary>The chunk may be empty.</summary>
    internal PickleChunk TakeUnframed()
    {
        int length = _filled - Opcode.FrameLength;
        _filled = Opcode.FrameLength;
        _taken += length;
        return new PickleChunk(_buffer.AsMemory(Opcode.FrameLength, length));
    }

    /// <summary>The collected opcodes must have been taken before.</summary>
    internal void Pass(int length) => _taken += length;

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

    /// <summary>Valid until the next chunk is taken.</summary>
    internal PickleChunk(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
    }

    /// <summary>The array must be contiguous; offset and length are in bytes.</summary>
    internal PickleChunk(ArrayEncoder encoder, long offset, int length)
    {
        _encoder = encoder;
        _offset = offset;
        Length = length;
    }

    /// <summary>In bytes.</summary>
    internal int Length { get; }

    /// <summary>The caller keeps the array reachable while it uses the bytes.</summary>
    internal ReadOnlySpan<byte> Span => _encoder is null ? _bytes.Span : _encoder.Contiguous(_offset, Length);

    internal ReadOnlyMemory<byte> ToMemory()
    {
        if (_encoder is null)
            return _bytes;
        byte[] copy = new byte[Length];
        _encoder.Encode(_offset, copy);
        return copy;
    }
}
