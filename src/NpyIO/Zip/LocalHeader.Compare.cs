using System.Buffers.Binary;
using System.Text;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

internal sealed partial class LocalHeader
{
    /// <summary>The longest record behind the data: signature, CRC, and two lengths of 64 bits.</summary>
    internal const int MostDescriptorLength = 24;

    /// <summary>The flags on which the reading of the data depends.</summary>
    private const ushort FlagsThatMatter = ZipLayout.Flags.Encrypted | ZipLayout.Flags.Descriptor | ZipLayout.Flags.Patch
        | ZipLayout.Flags.StrongEncryption | ZipLayout.Flags.MaskedHeader;

    /// <summary>Compares the header with the entry's entry in the directory, before either is believed.</summary>
    /// <exception cref="NpyFormatException">They contradict each other.</exception>
    internal void Compare(ZipEntry entry)
    {
        // Whether a name is UTF-8 says nothing where it is ASCII in any case.
        int relevant = FlagsThatMatter | (Ascii.IsValid(entry.StoredName) ? 0 : ZipLayout.Flags.Utf8);
        if (!StoredName.SequenceEqual(entry.StoredName) || (HasUnicodePath && Name != entry.Name))
            ZipThrow.LocalNameDiffers(Offset, entry.Name, Name ?? Encoding.Latin1.GetString(StoredName));
        if ((Flags & relevant) != (entry.Flags & relevant))
            ZipThrow.LocalDiffers(Offset, entry.Name, "flags are", $"0x{Flags:x4}", $"0x{entry.Flags:x4}");
        if (Method != entry.Method)
            ZipThrow.LocalDiffers(Offset, entry.Name, "compression method is", $"{Method}", $"{entry.Method}");

        // What follows the data is zero here, unless it was known already.
        if (Crc != entry.Crc && !(HasDescriptor && Crc == 0))
            ZipThrow.LocalDiffers(Offset, entry.Name, "CRC-32 is", $"0x{Crc:x8}", $"0x{entry.Crc:x8}");
        if (CompressedLength != entry.CompressedLength && !(HasDescriptor && CompressedLength == 0))
            ZipThrow.LocalDiffers(Offset, entry.Name, "compressed length is", $"{CompressedLength} bytes", $"{entry.CompressedLength} bytes");
        if (Length != entry.Length && !(HasDescriptor && Length == 0))
            ZipThrow.LocalDiffers(Offset, entry.Name, "length is", $"{Length} bytes", $"{entry.Length} bytes");
    }

    /// <summary>Whether the header says itself what a record behind the data would say, of an entry that has data: some writers promise the record and leave it out then.</summary>
    internal bool TellsAll(ZipEntry entry) =>
        entry.CompressedLength > 0 && Crc == entry.Crc && CompressedLength == entry.CompressedLength && Length == entry.Length;

    /// <summary>
    /// Whether a record behind the data says what the directory says: with the signature or without, and with lengths of 32 or 64 bits, as writers differ in both.
    /// </summary>
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
