using System.IO.Compression;
using System.IO.Hashing;

namespace NpyIO.Zip;

/// <summary>Deflates an entry or a block of it. CRC and deflater process each chunk while it is in the cache.</summary>
internal static class BlockDeflater
{
    /// <summary>Maximum number of bytes per call of the deflater. The same for every kind of content, because the output depends on it.</summary>
    private const int FedAtOnce = 256 << 10;

    /// <summary>Deflates an entry as one stream. Returns null if that is not shorter than the entry; <paramref name="crc"/> is then meaningless.</summary>
    internal static PooledStream? Whole(EntryContent content, DeflateSetting setting, out uint crc, CallCancellation? cancellation = null)
    {
        crc = 0;
        if (content.Length == 0)
        {
            // The platform's deflater writes no bytes for empty input, and no bytes are not a deflate stream.
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
    /// Deflates the payload from <paramref name="offset"/> to <paramref name="end"/> into blocks that refer to nothing before them, are not final, and end on a byte. They are stored
    /// blocks if <paramref name="setting"/> is null or deflating gains nothing.
    /// </summary>
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
