using System.Buffers;

namespace NpyIO.Zip;

/// <summary>One block of an entry that is given piecewise.</summary>
internal sealed class BlockBuffer(int capacity) : EntryContent, IDisposable
{
    private byte[]? _buffer;
    private int _length;

    internal bool IsFull => _length == capacity;

    internal override ReadOnlySpan<byte> Head => [];

    internal override long PayloadLength => _length;

    internal override int Unit => 1;

    internal override bool IsContiguous => true;

    /// <summary>Takes as many of the bytes as fit and returns their count.</summary>
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

    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _length = 0;
    }
}
