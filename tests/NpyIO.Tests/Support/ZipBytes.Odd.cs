using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace NpyIO.Tests.Support;

// Archives that are legal, or nearly, and odd.
internal sealed partial class ZipBytes
{
    /// <summary>A stored entry with any name, and any extra fields in either record.</summary>
    internal ZipBytes AddOdd(byte[] name, byte[] data, ushort flags = 0, byte[]? localName = null, byte[]? localExtra = null, byte[]? centralExtra = null, int? offset = null)
    {
        uint crc = Crc32.HashToUInt32(data);
        uint length = (uint)data.Length;
        uint start = (uint)(offset ?? _bytes.Count);
        if (offset is null)
        {
            Write(_bytes, 0x04034B50, (ushort)20, flags, (ushort)0, (ushort)0, (ushort)0x21, crc, length, length);
            Write(_bytes, (ushort)(localName ?? name).Length, (ushort)(localExtra?.Length ?? 0));
            _bytes.AddRange([.. localName ?? name, .. localExtra ?? [], .. data]);
        }

        Write(_directory, 0x02014B50, (ushort)0x0314, (ushort)20, flags, (ushort)0, (ushort)0, (ushort)0x21, crc, length, length);
        Write(_directory, (ushort)name.Length, (ushort)(centralExtra?.Length ?? 0), (ushort)0, (ushort)0, (ushort)0, 0x01800000, start);
        _directory.AddRange([.. name, .. centralExtra ?? []]);
        _count++;
        return this;
    }

    /// <summary>An entry of integers as NpyIO deflates large ones: the head stored, then blocks that inflate by themselves, with their index.</summary>
    /// <param name="name">The name.</param>
    /// <param name="data">The data.</param>
    /// <param name="headLength">How many of them are the head.</param>
    /// <param name="blockLength">The length of the blocks.</param>
    /// <param name="change">Changes the index.</param>
    /// <param name="level">How the blocks are deflated.</param>
    internal ZipBytes AddIndexed(string name, byte[] data, int headLength, int blockLength, Action<byte[]>? change = null, CompressionLevel level = CompressionLevel.Fastest)
    {
        List<byte> compressed = [];
        List<byte> index = [1, .. Bytes((uint)headLength, (long)blockLength)];
        for (int at = 0, length = headLength; at < data.Length || at == 0; at += length, length = Math.Min(blockLength, data.Length - at))
        {
            byte[] block = DeflateBlock(data.AsSpan(at, length), at == 0 ? CompressionLevel.NoCompression : level);
            compressed.AddRange(block);
            index.AddRange(Bytes((uint)block.Length, Crc32.HashToUInt32(data.AsSpan(at, length))));
        }

        compressed.AddRange([3, 0]);
        byte[] field = [.. index];
        change?.Invoke(field);
        return AddCompressed(name, 8, [.. compressed], Crc32.HashToUInt32(data), data.Length, centralExtra: Extra(0x794E, field));
    }

    /// <summary>An extra field.</summary>
    internal static byte[] Extra(ushort id, params byte[] content) => [.. Bytes(id, (ushort)content.Length), .. content];

    /// <summary>A Unicode path field for a name.</summary>
    internal static byte[] UnicodePath(string text, byte[] name, byte version = 1) =>
        Extra(0x7075, [version, .. Bytes(Crc32.HashToUInt32(name)), .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>The archive with a ZIP64 end, where the plain one has none of the numbers.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="extension">What the ZIP64 record goes on with.</param>
    internal byte[] ToBytes64(string comment = "", byte[]? extension = null)
    {
        long offset = _bytes.Count;
        List<byte> archive = [.. _bytes, .. _directory];
        long end = archive.Count;
        Write(archive, 0x06064B50, 44L + (extension?.Length ?? 0), (ushort)45, (ushort)45, 0, 0, (long)_count, (long)_count, (long)_directory.Count, offset);
        archive.AddRange(extension ?? []);
        Write(archive, 0x07064B50, 0, end, 1);
        Write(archive, 0x06054B50, (ushort)0, (ushort)0, ushort.MaxValue, ushort.MaxValue, uint.MaxValue, uint.MaxValue, (ushort)comment.Length);
        return [.. archive, .. Encoding.Latin1.GetBytes(comment)];
    }

    /// <summary>An archive with other bytes at an offset.</summary>
    internal static byte[] Patched(byte[] archive, int offset, params byte[] bytes)
    {
        byte[] patched = [.. archive];
        bytes.CopyTo(patched, offset);
        return patched;
    }

    /// <summary>A number as it stands in a record.</summary>
    internal static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] DeflateBlock(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        var compressed = new MemoryStream();
        using var deflate = new DeflateStream(compressed, level, leaveOpen: true);
        deflate.Write(data);
        deflate.Flush();
        return compressed.ToArray();
    }
}
