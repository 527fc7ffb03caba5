using System.Buffers;

namespace NpyIO.Zip;

/// <summary>Reads an entry's payload in chunks that stay in the cache while they are looked at more than once: where it lies, or through a buffer.</summary>
internal sealed class ContentReader(EntryContent content) : IDisposable
{
    private const int GoodChunk = 256 << 10;

    private byte[]? _buffer;

    /// <summary>The length of a chunk at most, in bytes: the same wherever the payload lies, so that what is made of the chunks is too.</summary>
    private int ChunkLength => content.WholeUnits(GoodChunk);

    /// <summary>The chunk at an offset of the payload, which ends before another offset. Valid until the next, and while the content is reachable.</summary>
    internal ReadOnlySpan<byte> Chunk(long offset, long end)
    {
        int length = (int)Math.Min(ChunkLength, end - offset);
        if (content.IsContiguous)
            return content.Span(offset, length);

        _buffer ??= ArrayPool<byte>.Shared.Rent(ChunkLength);
        content.Fill(offset, _buffer.AsSpan(0, length));
        return _buffer.AsSpan(0, length);
    }

    /// <summary>Lets the buffer go.</summary>
    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}
