using NpyIO.Coding;

namespace NpyIO.Pickling;

/// <summary>Some bytes of a pickle that are ready to be written: opcodes, or a part of an array's data where it lies.</summary>
internal readonly struct PickleChunk
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ArrayEncoder? _encoder;
    private readonly long _offset;

    /// <summary>Opcodes, valid until the next chunk.</summary>
    internal PickleChunk(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
    }

    /// <summary>A part of the contiguous data of an array.</summary>
    internal PickleChunk(ArrayEncoder encoder, long offset, int length)
    {
        _encoder = encoder;
        _offset = offset;
        Length = length;
    }

    /// <summary>How many bytes they are.</summary>
    internal int Length { get; }

    /// <summary>The bytes, while what they are of is reachable.</summary>
    internal ReadOnlySpan<byte> Span => _encoder is null ? _bytes.Span : _encoder.Contiguous(_offset, Length);

    /// <summary>The bytes as memory, copied where they are an array's.</summary>
    internal ReadOnlyMemory<byte> ToMemory()
    {
        if (_encoder is null)
            return _bytes;
        byte[] copy = new byte[Length];
        _encoder.Encode(_offset, copy);
        return copy;
    }
}
