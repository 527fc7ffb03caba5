using System.Buffers;

namespace NpyIO.Zip;

/// <summary>Reads an entry's payload in chunks that stay in the cache while they are processed several times: in place if it is contiguous, otherwise through a buffer.</summary>
internal sealed class ContentReader(EntryContent content) : IDisposable
{
    private const int GoodChunk = 256 << 10;

    private byte[]? _buffer;

    /// <summary>Maximum length of a chunk, in bytes. It does not depend on where the payload is, so that neither does what is made of the chunks.</summary>
    private int ChunkLength => content.WholeUnits(GoodChunk);

    /// <summary>
    /// Returns the chunk at <paramref name="offset"/> of the payload, at most up to <paramref name="end"/>. It is valid until the next call, and while the content is reachable.
    /// </summary>
    internal ReadOnlySpan<byte> Chunk(long offset, long end)
    {
        int length = (int)Math.Min(ChunkLength, end - offset);
        if (content.IsContiguous)
            return content.Span(offset, length);

        _buffer ??= ArrayPool<byte>.Shared.Rent(ChunkLength);
        content.Fill(offset, _buffer.AsSpan(0, length));
        return _buffer.AsSpan(0, length);
    }

    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}
