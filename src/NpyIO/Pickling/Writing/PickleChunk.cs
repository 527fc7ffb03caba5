using NpyIO.Coding;

namespace NpyIO.Pickling;

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
