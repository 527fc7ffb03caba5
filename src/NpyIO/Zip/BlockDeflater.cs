using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;

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

    /// <summary>Deflates a part of the payload into blocks that refer to nothing before them, are not final, and end on a byte: stored blocks if that is as short, or without a setting.</summary>
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

/// <summary>Deflate blocks of uncompressed data, none of them final: RFC 1951, §3.2.4. They begin and end on a byte.</summary>
internal static class StoredBlocks
{
    private const int MaxLength = ushort.MaxValue;

    /// <summary>Block type, length and its complement, in bytes.</summary>
    private const int HeadLength = 5;

    internal static long LengthOf(long length) => length + (length + MaxLength - 1) / MaxLength * HeadLength;

    internal static void Write(ReadOnlySpan<byte> data, Stream destination)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = 0;
        while (!data.IsEmpty)
        {
            ushort length = (ushort)Math.Min(data.Length, MaxLength);
            BinaryPrimitives.WriteUInt16LittleEndian(head[1..], length);
            BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~length);
            destination.Write(head);
            destination.Write(data[..length]);
            data = data[length..];
        }
    }
}

/// <summary>Collects a deflater's output in one growing buffer, up to a limit beyond which it is useless.</summary>
internal sealed class PooledStream(long limit) : ForwardWriteStream
{
    private const int FirstLength = 64 << 10;

    private byte[] _buffer = [];
    private int _length;
    private bool _isClosed;

    /// <summary>Whether more bytes were written than the limit; what was written is then discarded.</summary>
    internal bool IsOver { get; private set; }

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public override long Length => _length;

    /// <summary>Ignores all further writes: a deflater writes a last block when it is disposed of.</summary>
    internal void CloseContent() => _isClosed = true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isClosed || IsOver)
            return;
        if (_length + buffer.Length > limit)
        {
            IsOver = true;
            return;
        }

        int length = _length + buffer.Length;
        if (length > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(length, Math.Max(2L * _buffer.Length, FirstLength)), Array.MaxLength));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        buffer.CopyTo(_buffer.AsSpan(_length));
        _length = length;
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
        _isClosed = true;
        base.Dispose(disposing);
    }
}
