using System.Buffers;

namespace NpyIO.Zip;

/// <summary>The content of an entry: a short head, then the payload, which several threads can read in blocks at once.</summary>
internal abstract class EntryContent
{
    /// <summary>The bytes before the payload: an array's header, or empty.</summary>
    internal abstract ReadOnlySpan<byte> Head { get; }

    internal abstract long PayloadLength { get; }

    /// <summary>Offsets and lengths of blocks are multiples of this many bytes.</summary>
    internal virtual int Unit => 1;

    /// <summary>Whether the payload is in memory as it is written: <see cref="Span"/> then returns it without copying.</summary>
    internal abstract bool IsContiguous { get; }

    internal long Length => Head.Length + PayloadLength;

    /// <summary>Returns a part of the payload in place; only if <see cref="IsContiguous"/>. It is valid while this object is reachable, which the span does not ensure.</summary>
    internal abstract ReadOnlySpan<byte> Span(long offset, int length);

    internal abstract void Fill(long offset, Span<byte> block);

    internal int WholeUnits(int length) => Math.Max(1, length / Unit) * Unit;
}

/// <summary>Reads an entry's payload in chunks that stay in the cache while they are processed several times: in place if it is contiguous, otherwise through a buffer.</summary>
internal sealed class ContentReader(EntryContent content) : IDisposable
{
    private const int GoodChunk = 256 << 10;

    private byte[]? _buffer;

    /// <summary>Maximum length of a chunk, in bytes. It does not depend on where the payload is, so that neither does what is made of the chunks.</summary>
    private int ChunkLength => content.WholeUnits(GoodChunk);

    /// <summary>Returns the chunk at an offset of the payload. It is valid until the next call, and while the content is reachable.</summary>
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
