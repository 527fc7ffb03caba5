using System.IO.Compression;
using System.IO.Hashing;

namespace NpyIO.Zip;

/// <summary>Deflates an entry or a block of it. CRC and deflater see each chunk while it is in the cache.</summary>
internal static class BlockDeflater
{
    /// <summary>What a deflater is given at once, in bytes, wherever the data lie, so that it always gives the same.</summary>
    private const int FedAtOnce = 256 << 10;

    /// <summary>An entry as one stream of its own; null where that is not shorter than the entry.</summary>
    /// <param name="content">The entry.</param>
    /// <param name="setting">How it is deflated.</param>
    /// <param name="crc">The CRC-32 of the entry; without meaning where null is returned.</param>
    /// <param name="cancellation">Looked at between the pieces that are fed.</param>
    internal static PooledStream? Whole(EntryContent content, DeflateSetting setting, out uint crc, CallCancellation? cancellation = null)
    {
        crc = 0;
        if (content.Length == 0)
        {
            // The platform's deflater would give nothing at all, which is no stream.
            return null;
        }

        var output = new PooledStream(content.Length - 1);
        var checksum = new Crc32();
        checksum.Append(content.Head);
        using (DeflateStream deflater = setting.Open(output))
        {
            deflater.Write(content.Head);
            Feed(deflater, output, content, 0, content.PayloadLength, checksum, cancellation);
        }

        crc = checksum.GetCurrentHashAsUInt32();
        if (!output.IsOver)
            return output;
        output.Dispose();
        return null;
    }

    /// <summary>
    /// A block of an entry's payload as deflate blocks that refer to nothing before them, none of them the stream's last, and that end on a byte: by a sync flush, or as the data
    /// themselves where deflating gains nothing.
    /// </summary>
    /// <param name="content">The entry.</param>
    /// <param name="offset">Where the block begins in the payload.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="setting">How it is deflated; null for not at all.</param>
    /// <param name="crc">The CRC-32 of the block.</param>
    /// <param name="cancellation">Looked at between the pieces that are fed.</param>
    internal static PooledStream Block(EntryContent content, long offset, long end, DeflateSetting? setting, out uint crc, CallCancellation? cancellation = null)
    {
        var checksum = new Crc32();
        PooledStream? output = setting is null ? null : Deflate(content, offset, end, setting, checksum, cancellation);
        if (output is null)
        {
            checksum.Reset();
            output = Store(content, offset, end, checksum, cancellation);
        }

        crc = checksum.GetCurrentHashAsUInt32();
        return output;
    }

    private static PooledStream? Deflate(EntryContent content, long offset, long end, DeflateSetting setting, Crc32 checksum, CallCancellation? cancellation)
    {
        var output = new PooledStream(StoredBlocks.LengthOf(end - offset));
        using (DeflateStream deflater = setting.Open(output))
        {
            Feed(deflater, output, content, offset, end, checksum, cancellation);
            deflater.Flush();
            output.CloseContent();
        }

        if (!output.IsOver)
            return output;
        output.Dispose();
        return null;
    }

    private static void Feed(DeflateStream deflater, PooledStream output, EntryContent content, long offset, long end, Crc32 checksum, CallCancellation? cancellation)
    {
        using var reader = new ContentReader(content);
        while (offset < end && !output.IsOver)
        {
            ReadOnlySpan<byte> chunk = reader.Chunk(offset, end);
            offset += chunk.Length;
            while (!chunk.IsEmpty)
            {
                cancellation?.Check();
                ReadOnlySpan<byte> fed = chunk[..Math.Min(FedAtOnce, chunk.Length)];
                checksum.Append(fed);
                deflater.Write(fed);
                chunk = chunk[fed.Length..];
            }
        }

        GC.KeepAlive(content);
    }

    private static PooledStream Store(EntryContent content, long offset, long end, Crc32 checksum, CallCancellation? cancellation)
    {
        var output = new PooledStream(long.MaxValue);
        using var reader = new ContentReader(content);
        while (offset < end)
        {
            cancellation?.Check();
            ReadOnlySpan<byte> chunk = reader.Chunk(offset, end);
            checksum.Append(chunk);
            StoredBlocks.Write(chunk, output);
            offset += chunk.Length;
        }

        GC.KeepAlive(content);
        return output;
    }
}
