using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

internal sealed partial class ZipEntry
{
    private ZipEntry(LocalHeader header, string name, byte[] entry)
        : this(entry, header.Offset)
    {
        Name = name;
        Length = header.Length;
        CompressedLength = header.CompressedLength;
        HeaderOffset = header.Offset;
        Limit = long.MaxValue;
        DataOffset = header.Offset + header.HeaderLength;
    }

    /// <summary>Returns an entry as its local header describes it, before the directory is read. <see cref="RecordOffset"/> is then that of the local header.</summary>
    internal static ZipEntry Of(LocalHeader header, string name)
    {
        byte[] entry = new byte[Central.Length + header.StoredName.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(Central.Flags), header.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(Central.Method), header.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(Central.Crc), header.Crc);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(Central.NameLength), (ushort)header.StoredName.Length);
        header.StoredName.CopyTo(entry.AsSpan(Central.Length));
        return new ZipEntry(header, name, entry);
    }
}
