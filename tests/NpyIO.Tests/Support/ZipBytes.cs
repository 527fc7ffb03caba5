using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace NpyIO.Tests.Support;

/// <summary>Builds archives by hand and finds the entries of others, without the code under test. Offsets count from the archive's start.</summary>
internal sealed partial class ZipBytes
{
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _directory = [];
    private int _count;

    /// <summary>What stands behind the data of an entry whose lengths its local header does not tell.</summary>
    internal enum Descriptor
    {
        None,
        Signed,
        Unsigned,
        Signed64,
        Unsigned64,
    }

    /// <summary>Where the next entry begins.</summary>
    internal int Length => _bytes.Count;

    /// <summary>An archive of some entries, stored or deflated.</summary>
    internal static byte[] Of(bool isDeflated, params (string Name, byte[] Data)[] entries)
    {
        var zip = new ZipBytes();
        foreach ((string name, byte[] data) in entries)
            zip.Add(name, data, isDeflated);
        return zip.ToBytes();
    }

    /// <summary>One raw deflate stream.</summary>
    internal static byte[] Deflate(ReadOnlySpan<byte> data)
    {
        // Of no data DeflateStream makes no stream.
        if (data.IsEmpty)
            return [3, 0];
        var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(data);
        return compressed.ToArray();
    }

    /// <summary>Anything between entries, or before them.</summary>
    internal ZipBytes AddBytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>An entry, stored or deflated.</summary>
    internal ZipBytes Add(string name, byte[] data, bool isDeflated = false, Descriptor descriptor = Descriptor.None, bool isZip64 = false, byte[]? centralExtra = null) =>
        AddCompressed(name, (ushort)(isDeflated ? 8 : 0), isDeflated ? Deflate(data) : data, Crc32.HashToUInt32(data), data.Length, descriptor, isZip64, centralExtra);

    /// <summary>An entry of which the compressed bytes are there already, with whatever is claimed of them.</summary>
    internal ZipBytes AddCompressed(
        string name, ushort method, byte[] compressed, uint crc, long length, Descriptor descriptor = Descriptor.None, bool isZip64 = false, byte[]? centralExtra = null)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        ushort flags = (ushort)((nameBytes.Length == name.Length ? 0 : 0x800) | (descriptor == Descriptor.None ? 0 : 8));
        uint offset = (uint)_bytes.Count;
        bool isKnown = descriptor == Descriptor.None;
        Write(_bytes, 0x04034B50, (ushort)(isZip64 ? 45 : 20), flags, method, (ushort)0, (ushort)0x21, isKnown ? crc : 0u);
        byte[] extra = isZip64 ? Bytes((ushort)1, (ushort)16, isKnown ? length : 0L, isKnown ? (long)compressed.Length : 0L) : [];
        Write(_bytes, isZip64 ? uint.MaxValue : isKnown ? (uint)compressed.Length : 0u, isZip64 ? uint.MaxValue : isKnown ? (uint)length : 0u);
        Write(_bytes, (ushort)nameBytes.Length, (ushort)extra.Length);
        _bytes.AddRange([.. nameBytes, .. extra, .. compressed]);
        if (descriptor is Descriptor.Signed or Descriptor.Signed64)
            Write(_bytes, 0x08074B50);
        if (descriptor is Descriptor.Signed or Descriptor.Unsigned)
            Write(_bytes, crc, (uint)compressed.Length, (uint)length);
        else if (!isKnown)
            Write(_bytes, crc, (long)compressed.Length, length);

        Write(_directory, 0x02014B50, (ushort)0x0314, (ushort)(isZip64 ? 45 : 20), flags, method, (ushort)0, (ushort)0x21, crc, (uint)compressed.Length, (uint)length);
        Write(_directory, (ushort)nameBytes.Length, (ushort)(centralExtra?.Length ?? 0), (ushort)0, (ushort)0, (ushort)0, 0x01800000, offset);
        _directory.AddRange([.. nameBytes, .. centralExtra ?? []]);
        _count++;
        return this;
    }

    /// <summary>The archive, with its directory and its end.</summary>
    internal byte[] ToBytes(string comment = "")
    {
        uint offset = (uint)_bytes.Count;
        List<byte> archive = [.. _bytes, .. _directory];
        Write(archive, 0x06054B50, (ushort)0, (ushort)0, (ushort)_count, (ushort)_count, (uint)_directory.Count, offset, (ushort)comment.Length);
        return [.. archive, .. Encoding.Latin1.GetBytes(comment)];
    }

    /// <summary>The entries of an archive without comment and of less than 4 GiB, by its central directory.</summary>
    internal static List<Entry> Entries(byte[] archive)
    {
        var entries = new List<Entry>();
        int end = archive.Length - 22;
        int at = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(end + 16));
        for (int i = BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(end + 10)); i > 0; i--)
        {
            int U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(offset));
            int U32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(offset));
            int local = U32(at + 42);
            string name = Encoding.UTF8.GetString(archive, at + 46, U16(at + 28));
            entries.Add(new Entry(name, (ushort)U16(at + 10), (uint)U32(at + 16), U32(at + 20), U32(at + 24), local, local + 30 + U16(local + 26) + U16(local + 28), at));
            at += 46 + U16(at + 28) + U16(at + 30) + U16(at + 32);
        }

        return entries;
    }

    private static byte[] Bytes(params object[] values)
    {
        List<byte> bytes = [];
        Write(bytes, values);
        return [.. bytes];
    }

    private static void Write(List<byte> destination, params object[] values)
    {
        foreach (object value in values)
        {
            byte[] bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value is long number ? number : Convert.ToUInt32(value, null));
            destination.AddRange(bytes.AsSpan(0, value switch { ushort => 2, long => 8, _ => 4 }));
        }
    }

    /// <summary>An entry as the central directory has it.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Method">The compression method.</param>
    /// <param name="Crc">The CRC-32 of the data.</param>
    /// <param name="CompressedLength">The length of the compressed data.</param>
    /// <param name="Length">The length of the data.</param>
    /// <param name="Offset">Where the local header begins.</param>
    /// <param name="DataOffset">Where the compressed data begin.</param>
    /// <param name="CentralOffset">Where the entry in the directory begins.</param>
    internal sealed record Entry(string Name, ushort Method, uint Crc, int CompressedLength, int Length, int Offset, int DataOffset, int CentralOffset);
}
