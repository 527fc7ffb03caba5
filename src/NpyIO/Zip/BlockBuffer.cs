using System.Buffers;

namespace NpyIO.Zip;

/// <summary>A block of an entry that is given bit by bit.</summary>
internal sealed class BlockBuffer(int capacity) : EntryContent, IDisposable
{
    private byte[]? _buffer;
    private int _length;

    /// <summary>Whether there is no room left.</summary>
    internal bool IsFull => _length == capacity;

    internal override ReadOnlySpan<byte> Head => [];

    internal override long PayloadLength => _length;

    internal override int Unit => 1;

    internal override bool IsContiguous => true;

    /// <summary>Takes the bytes, or as many of them as there is room for; how many.</summary>
    internal int Take(ReadOnlySpan<byte> bytes)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(capacity);
        int length = Math.Min(capacity - _length, bytes.Length);
        bytes[..length].CopyTo(_buffer.AsSpan(_length));
        _length += length;
        return length;
    }

    internal override ReadOnlySpan<byte> Span(long offset, int length) => _buffer.AsSpan((int)offset, length);

    internal override void Fill(long offset, Span<byte> block) => Span(offset, block.Length).CopyTo(block);

    /// <summary>Lets the buffer go.</summary>
    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _length = 0;
    }
}
