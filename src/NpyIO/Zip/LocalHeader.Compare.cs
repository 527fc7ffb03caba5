using System.Buffers.Binary;
using System.Text;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

internal sealed partial class LocalHeader
{
    /// <summary>Maximum length of the data descriptor, in bytes: signature, CRC, and two lengths of 64 bits.</summary>
    internal const int MaxDescriptorLength = 24;

    /// <summary>The flags that determine how the data are read.</summary>
    private const ushort FlagsThatMatter = ZipLayout.Flags.Encrypted | ZipLayout.Flags.Descriptor | ZipLayout.Flags.Patch
        | ZipLayout.Flags.StrongEncryption | ZipLayout.Flags.MaskedHeader;

    /// <summary>Compares the header with the entry's record in the directory before either is trusted. Throws <see cref="NpyFormatException"/> if they contradict each other.</summary>
    internal void Compare(ZipEntry entry)
    {
        // For an ASCII name, the UTF-8 flag means nothing.
        int relevant = FlagsThatMatter | (Ascii.IsValid(entry.StoredName) ? 0 : ZipLayout.Flags.Utf8);
        if (!StoredName.SequenceEqual(entry.StoredName) || (HasUnicodePath && Name != entry.Name))
            ZipThrow.LocalNameDiffers(Offset, entry.Name, Name ?? Encoding.Latin1.GetString(StoredName));
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
    internal bool TellsAll(ZipEntry entry) =>
        entry.CompressedLength > 0 && Crc == entry.Crc && CompressedLength == entry.CompressedLength && Length == entry.Length;

    /// <summary>Whether a data descriptor matches the directory: with or without signature, with lengths of 32 or 64 bits, because writers differ in both.</summary>
    internal static bool IsDescriptorOf(ZipEntry entry, ReadOnlySpan<byte> record) =>
        (EndOfCentralDirectory.StartsWith(record, Descriptor.Signature) && (IsDescriptor(entry, record[sizeof(uint)..])))
        || IsDescriptor(entry, record);

    private static bool IsDescriptor(ZipEntry entry, ReadOnlySpan<byte> record)
    {
        const int Lengths = sizeof(uint);
        if (record.Length < Lengths + 2 * sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(record) != entry.Crc)
            return false;
        record = record[Lengths..];
        return (BinaryPrimitives.ReadUInt32LittleEndian(record) == entry.CompressedLength
                && BinaryPrimitives.ReadUInt32LittleEndian(record[sizeof(uint)..]) == entry.Length)
            || (record.Length >= 2 * sizeof(long)
                && BinaryPrimitives.ReadInt64LittleEndian(record) == entry.CompressedLength
                && BinaryPrimitives.ReadInt64LittleEndian(record[sizeof(long)..]) == entry.Length);
    }
}
