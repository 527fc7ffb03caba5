using System.Buffers.Binary;
using System.Text;
using NpyIO.Errors;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The header before an entry's data: APPNOTE 6.3, §4.3.7.</summary>
internal sealed class LocalHeader
{
    private const ushort FlagsThatMatter = ZipLayout.Flags.Encrypted | ZipLayout.Flags.Descriptor | ZipLayout.Flags.Patch
        | ZipLayout.Flags.StrongEncryption | ZipLayout.Flags.MaskedHeader;

    private readonly ReadOnlyMemory<byte> _record;
    private readonly string? _unicodePath;

    /// <summary>Parses a header whose signature has been checked; <paramref name="record"/> is kept. Throws <see cref="NpyFormatException"/> if its ZIP64 field is broken.</summary>
    internal LocalHeader(ReadOnlyMemory<byte> record, long offset)
    {
        _record = record;
        Offset = offset;
        ReadOnlySpan<byte> bytes = record.Span;
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[Local.Flags..]);
        Method = BinaryPrimitives.ReadUInt16LittleEndian(bytes[Local.Method..]);
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Local.Crc..]);
        long compressedLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Local.CompressedLength..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Local.UncompressedLength..]);
        long noOffset = 0;
        uint? crc = null;
        bool is64 = false;

        // Bytes that are not a field are skipped, as in zipfile: zipalign pads with zeros. What the header says without them is compared with the directory.
        var fields = new ExtraFields(bytes[(Local.Length + StoredName.Length)..]);
        while (fields.MoveNext())
        {
            if (fields.Id == ZipLayout.Extra.UnicodePath)
            {
                _unicodePath = EntryNameRules.TryDecodeUnicodePath(fields.Content, StoredName, ref crc, out _) ?? _unicodePath;
            }
            else if (fields.Id == ZipLayout.Extra.Zip64 && !is64)
            {
                is64 = true;
                if (!Zip64.TryResolve(fields.Content, ref length, ref compressedLength, ref noOffset))
                    ZipThrow.BadZip64Field(offset, Name ?? "");
            }
        }

        (Length, CompressedLength) = (length, compressedLength);
    }

    internal long Offset { get; }

    /// <summary>Length with name and extra fields, in bytes: the data begin this far after <see cref="Offset"/>.</summary>
    internal int HeaderLength => _record.Length;

    internal ushort Flags { get; }

    internal ushort Method { get; }

    /// <summary>CRC-32 of the data. Like the lengths it is meaningless if <see cref="HasDescriptor"/>.</summary>
    internal uint Crc { get; }

    internal long CompressedLength { get; }

    internal long Length { get; }

    internal bool HasDescriptor => (Flags & ZipLayout.Flags.Descriptor) != 0;

    /// <summary>Whether the header has CRC and lengths; otherwise only the data descriptor has them.</summary>
    internal bool HasLengths => !HasDescriptor || Crc != 0 || Length != 0 || CompressedLength != 0;

    internal ReadOnlySpan<byte> StoredName =>
        _record.Span.Slice(Local.Length, BinaryPrimitives.ReadUInt16LittleEndian(_record.Span[Local.NameLength..]));

    /// <summary>The name, or null if it claims to be UTF-8 and is not.</summary>
    internal string? Name => _unicodePath ?? EntryNameRules.TryDecode(StoredName, Flags);

    internal static int LengthOf(ReadOnlySpan<byte> start) =>
        Local.Length
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Local.NameLength..])
        + BinaryPrimitives.ReadUInt16LittleEndian(start[Local.ExtraLength..]);

    /// <summary>Compares the header with the entry's record in the directory before either is trusted. Throws <see cref="NpyFormatException"/> if they contradict each other.</summary>
    internal void Compare(ZipEntry entry)
    {
        // For an ASCII name, the UTF-8 flag means nothing.
        int relevant = FlagsThatMatter | (Ascii.IsValid(entry.StoredName) ? 0 : ZipLayout.Flags.Utf8);
        if (!StoredName.SequenceEqual(entry.StoredName) || (_unicodePath is not null && _unicodePath != entry.Name))
        {
            string found = Describe.Quoted(Name ?? Encoding.Latin1.GetString(StoredName));
            ZipThrow.BadArchive(Offset, entry.Name, $"its name is {found} in the local header", Describe.Quoted(entry.Name), found);
        }

        if ((Flags & relevant) != (entry.Flags & relevant))
            ZipThrow.LocalDiffers(Offset, entry.Name, "flags are", $"0x{Flags:x4}", $"0x{entry.Flags:x4}");
        if (Method != entry.Method)
            ZipThrow.LocalDiffers(Offset, entry.Name, "compression method is", $"{Method}", $"{entry.Method}");

        // Values that follow the data are zero here, unless they were already known.
        if (Crc != entry.Crc && !(HasDescriptor && Crc == 0))
            ZipThrow.LocalDiffers(Offset, entry.Name, "CRC-32 is", $"0x{Crc:x8}", $"0x{entry.Crc:x8}");
        if (CompressedLength != entry.CompressedLength && !(HasDescriptor && CompressedLength == 0))
            ZipThrow.LocalDiffers(Offset, entry.Name, "compressed length is", $"{CompressedLength} bytes", $"{entry.CompressedLength} bytes");
        if (Length != entry.Length && !(HasDescriptor && Length == 0))
            ZipThrow.LocalDiffers(Offset, entry.Name, "length is", $"{Length} bytes", $"{entry.Length} bytes");
    }

    /// <summary>Whether the header of an entry that has data already has all values of the data descriptor: some writers announce the descriptor and then omit it.</summary>
    internal bool HasAllOf(ZipEntry entry) =>
        entry.CompressedLength > 0 && Crc == entry.Crc && CompressedLength == entry.CompressedLength && Length == entry.Length;
}

/// <summary>The record after the data of an entry whose local header was written before its lengths were known: APPNOTE 6.3, §4.3.9.</summary>
internal static class DataDescriptor
{
    /// <summary>Minimum length, in bytes: CRC and two lengths of 32 bits. The signature before them is optional.</summary>
    internal const int MinLength = 12;

    internal const int MaxLength = 24;

    private const int CrcLength = sizeof(uint);

    /// <summary>
    /// Returns the length of the descriptor at the beginning of <paramref name="bytes"/> if it has these values, or 0. <paramref name="bytes"/> holds <see cref="MaxLength"/> bytes, or
    /// fewer if the archive ends before. The 64-bit lengths of empty data begin like 32-bit ones, but eight zeros follow instead of a signature; so 64 bits are preferred.
    /// </summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes, uint crc, long compressedLength, long length)
    {
        if (EndOfCentralDirectory.StartsWith(bytes, Descriptor.Signature) && UnsignedLengthOf(bytes[sizeof(uint)..], crc, compressedLength, length) is > 0 and var count)
            return sizeof(uint) + count;
        return UnsignedLengthOf(bytes, crc, compressedLength, length);
    }

    private static int UnsignedLengthOf(ReadOnlySpan<byte> bytes, uint crc, long compressedLength, long length)
    {
        if (!EndOfCentralDirectory.StartsWith(bytes, crc))
            return 0;
        bytes = bytes[CrcLength..];
        bool fits32 = bytes.Length >= 2 * sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == compressedLength
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]) == length;
        bool fits64 = bytes.Length >= 2 * sizeof(long)
            && BinaryPrimitives.ReadInt64LittleEndian(bytes) == compressedLength
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]) == length;
        return fits64 ? CrcLength + 2 * sizeof(long) : fits32 ? CrcLength + 2 * sizeof(uint) : 0;
    }
}
