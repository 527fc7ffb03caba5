using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>An entry that is written, with its two records as zipfile of Python 3.14 writes them for NumPy 2.4, which forces the ZIP64 field in every local header.</summary>
internal sealed class WrittenEntry(ZipName name) : EntryRecord
{
    /// <summary>Length of the data descriptor if <see cref="HasDescriptor"/>, in bytes; its lengths have 8 bytes.</summary>
    internal const int DescriptorLength = 24;

    /// <summary>1980-01-01, the earliest date in a ZIP archive; NumPy writes no other.</summary>
    private const ushort Date = (1 << 5) | 1;

    /// <summary>Made on Unix, which gives the upper half of the attributes its meaning.</summary>
    private const ushort MadeBy = (3 << 8) | ZipLayout.Zip64Version;

    /// <summary>The permission bits rw-------.</summary>
    private const uint Attributes = 0x180u << 16;

    private const int LocalZip64Length = ZipLayout.Extra.HeadLength + 2 * sizeof(long);

    internal ushort Method { get; set; }

    internal bool HasDescriptor { get; set; }

    internal uint Crc { get; set; }

    internal long Length { get; set; }

    internal long CompressedLength { get; set; }

    internal long Offset { get; private set; }

    internal byte[]? BlockIndex { get; set; }

    internal AlignmentField Padding { get; private set; }

    internal long DataOffset => Offset + LocalLength;

    internal int LocalLength => ZipLayout.Local.Length + name.Bytes.Length + LocalZip64Length + Padding.Length;

    internal override int EntryLength => ZipLayout.Central.Length + name.Bytes.Length + CentralExtraLength;

    private ushort Flags => (ushort)(name.Flags | (HasDescriptor ? ZipLayout.Flags.Descriptor : 0));

    private bool NeedsLengths64 => Length > ZipLayout.Most32 || CompressedLength > ZipLayout.Most32;

    private bool NeedsOffset64 => Offset > ZipLayout.Most32;

    private int CentralZip64Length => (NeedsLengths64 ? 2 * sizeof(long) : 0) + (NeedsOffset64 ? sizeof(long) : 0);

    private int CentralExtraLength =>
        (CentralZip64Length == 0 ? 0 : ZipLayout.Extra.HeadLength + CentralZip64Length)
        + (BlockIndex is null ? 0 : ZipLayout.Extra.HeadLength + BlockIndex.Length);

    /// <summary>Sets the offset of the local header, in bytes from the archive's start. The data begin at a multiple of <paramref name="alignment"/> bytes; 0 for no alignment.</summary>
    internal void Place(long offset, int alignment)
    {
        Offset = offset;
        Padding = default;
        Padding = AlignmentField.For(offset + LocalLength, alignment);
    }

    internal void WriteLocal(Span<byte> destination)
    {
        destination[..ZipLayout.Local.Length].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, ZipLayout.Local.Signature);
        Write16(destination, ZipLayout.Local.Version, ZipLayout.Zip64Version);
        Write16(destination, ZipLayout.Local.Flags, Flags);
        Write16(destination, ZipLayout.Local.Method, Method);
        Write16(destination, ZipLayout.Local.Date, Date);
        Write32(destination, ZipLayout.Local.Crc, HasDescriptor ? 0 : Crc);
        Write32(destination, ZipLayout.Local.CompressedLength, ZipLayout.In64Bits32);
        Write32(destination, ZipLayout.Local.UncompressedLength, ZipLayout.In64Bits32);
        Write16(destination, ZipLayout.Local.NameLength, (ushort)name.Bytes.Length);
        Write16(destination, ZipLayout.Local.ExtraLength, (ushort)(LocalZip64Length + Padding.Length));

        name.Bytes.CopyTo(destination[ZipLayout.Local.Length..]);
        Span<byte> extra = destination[(ZipLayout.Local.Length + name.Bytes.Length)..];
        extra = WriteHead(extra, ZipLayout.Extra.Zip64, 2 * sizeof(long));
        extra = Write64(extra, HasDescriptor ? 0 : Length);
        extra = Write64(extra, HasDescriptor ? 0 : CompressedLength);
        Padding.Write(extra);
    }

    internal void WriteDescriptor(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, ZipLayout.Descriptor.Signature);
        Write32(destination, sizeof(uint), Crc);
        Write64(Write64(destination[(2 * sizeof(uint))..], CompressedLength), Length);
    }

    internal override void WriteEntry(Span<byte> destination)
    {
        destination[..ZipLayout.Central.Length].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, ZipLayout.Central.Signature);
        Write16(destination, ZipLayout.Central.VersionMadeBy, MadeBy);
        Write16(destination, ZipLayout.Central.Version, ZipLayout.Zip64Version);
        Write16(destination, ZipLayout.Central.Flags, Flags);
        Write16(destination, ZipLayout.Central.Method, Method);
        Write16(destination, ZipLayout.Central.Date, Date);
        Write32(destination, ZipLayout.Central.Crc, Crc);
        Write32(destination, ZipLayout.Central.CompressedLength, NeedsLengths64 ? ZipLayout.In64Bits32 : (uint)CompressedLength);
        Write32(destination, ZipLayout.Central.UncompressedLength, NeedsLengths64 ? ZipLayout.In64Bits32 : (uint)Length);
        Write16(destination, ZipLayout.Central.NameLength, (ushort)name.Bytes.Length);
        Write16(destination, ZipLayout.Central.ExtraLength, (ushort)CentralExtraLength);
        Write32(destination, ZipLayout.Central.ExternalAttributes, Attributes);
        Write32(destination, ZipLayout.Central.LocalOffset, NeedsOffset64 ? ZipLayout.In64Bits32 : (uint)Offset);

        name.Bytes.CopyTo(destination[ZipLayout.Central.Length..]);
        Span<byte> extra = destination[(ZipLayout.Central.Length + name.Bytes.Length)..];
        if (CentralZip64Length > 0)
            extra = WriteHead(extra, ZipLayout.Extra.Zip64, CentralZip64Length);
        if (NeedsLengths64)
            extra = Write64(Write64(extra, Length), CompressedLength);
        if (NeedsOffset64)
            extra = Write64(extra, Offset);
        if (BlockIndex is not null)
            BlockIndex.CopyTo(WriteHead(extra, ZipLayout.Extra.BlockIndex, BlockIndex.Length));
    }

    private static void Write16(Span<byte> record, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(record[at..], value);

    private static void Write32(Span<byte> record, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(record[at..], value);

    private static Span<byte> Write64(Span<byte> destination, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, value);
        return destination[sizeof(long)..];
    }

    private static Span<byte> WriteHead(Span<byte> destination, ushort id, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, id);
        Write16(destination, sizeof(ushort), (ushort)length);
        return destination[ZipLayout.Extra.HeadLength..];
    }
}
