using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The header before an entry's data: APPNOTE 6.3, §4.3.7.</summary>
internal sealed partial class LocalHeader
{
    private readonly ReadOnlyMemory<byte> _record;

    private LocalHeader(ReadOnlyMemory<byte> record, long offset)
    {
        _record = record;
        Offset = offset;
        ReadOnlySpan<byte> bytes = record.Span;
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[Local.Flags..]);
        Method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[Local.Method..]);
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Local.Crc..]);
        CompressedLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Local.CompressedLength..]);
        Length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Local.UncompressedLength..]);
    }

    /// <summary>Offset of the header, in bytes from the archive's start.</summary>
    internal long Offset { get; }

    /// <summary>Length with name and extra fields, in bytes: the data begin this far after <see cref="Offset"/>.</summary>
    internal int HeaderLength => _record.Length;

    /// <summary>The flags: APPNOTE 6.3, §4.4.4.</summary>
    internal ushort Flags { get; }

    /// <summary>The compression method: APPNOTE 6.3, §4.4.5.</summary>
    internal ushort Method { get; }

    /// <summary>CRC-32 of the data; meaningless if <see cref="HasDescriptor"/>.</summary>
    internal uint Crc { get; }

    /// <summary>Length of the data in the archive, in bytes; meaningless if <see cref="HasDescriptor"/>.</summary>
    internal long CompressedLength { get; private set; }

    /// <summary>Length of the uncompressed data, in bytes; meaningless if <see cref="HasDescriptor"/>.</summary>
    internal long Length { get; private set; }

    /// <summary>Whether CRC and lengths follow the data.</summary>
    internal bool HasDescriptor => (Flags & ZipLayout.Flags.Descriptor) != 0;

    /// <summary>Whether there is a ZIP64 field; the lengths after the data then have 64 bits.</summary>
    internal bool Is64 { get; private set; }

    /// <summary>The bytes of the name in the header.</summary>
    internal ReadOnlySpan<byte> StoredName =>
        _record.Span.Slice(Local.Length, BinaryPrimitives.ReadUInt16LittleEndian(_record.Span[Local.NameLength..]));

    /// <summary>The name, or null if it claims to be UTF-8 and is not.</summary>
    internal string? Name { get; private set; }

    /// <summary>Whether the name comes from a Unicode path field.</summary>
    private bool HasUnicodePath { get; set; }

    private ReadOnlySpan<byte> Extra => _record.Span[(Local.Length + StoredName.Length)..];

    /// <summary>Returns the length of the whole header, in bytes, from its first <see cref="Local.Length"/>.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> start) =>
        Local.Length
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Local.NameLength..])
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Local.ExtraLength..]);

    /// <summary>Parses a header whose signature has been checked; <paramref name="record"/> is kept. Throws <see cref="NpyFormatException"/> if its ZIP64 field is broken.</summary>
    internal static LocalHeader Parse(ReadOnlyMemory<byte> record, long offset)
    {
        var header = new LocalHeader(record, offset);
        header.Name = EntryNameRules.TryDecode(header.StoredName, header.Flags);
        header.ReadExtra();
        return header;
    }

    private void ReadExtra()
    {
        uint? crc = null;

        // Bytes that are not a field are skipped, as in zipfile: zipalign pads with zeros. What the header says without them is compared with the directory.
        var fields = new ExtraFields(Extra);
        while (fields.MoveNext())
        {
            if (fields.Id == ZipLayout.Extra.Zip64)
            {
                Is64 = true;
                ReadLengths(fields.Content);
            }
            else if (fields.Id == ZipLayout.Extra.UnicodePath && EntryNameRules.TryDecodeUnicodePath(fields.Content, StoredName, ref crc, out _) is { } name)
            {
                HasUnicodePath = true;
                Name = name;
            }
        }
    }

    private void ReadLengths(ReadOnlySpan<byte> field)
    {
        long length = Length;
        long compressedLength = CompressedLength;
        long noOffset = 0;
        if (!Zip64.TryResolve(field, ref length, ref compressedLength, ref noOffset))
            ZipThrow.BadZip64Field(Offset, Name ?? "");
        (Length, CompressedLength) = (length, compressedLength);
    }
}
