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

    /// <summary>Compares the header with the member's entry in the directory, before either is believed.</summary>
    /// <exception cref="NpyFormatException">They contradict each other.</exception>
    internal void Compare(ZipMember member)
    {
        // Whether a name is UTF-8 says nothing where it is ASCII in any case.
        int relevant = FlagsThatMatter | (Ascii.IsValid(member.StoredName) ? 0 : ZipLayout.Flags.Utf8);
        if (!StoredName.SequenceEqual(member.StoredName) || (HasUnicodePath && Name != member.Name))
            ZipThrow.LocalNameDiffers(Offset, member.Name, Name ?? Encoding.Latin1.GetString(StoredName));
        if ((Flags & relevant) != (member.Flags & relevant))
            ZipThrow.LocalDiffers(Offset, member.Name, "flags are", $"0x{Flags:x4}", $"0x{member.Flags:x4}");
        if (Method != member.Method)
            ZipThrow.LocalDiffers(Offset, member.Name, "compression method is", $"{Method}", $"{member.Method}");

        // What follows the data is zero here, unless it was known already.
        if (Crc != member.Crc && !(HasDescriptor && Crc == 0))
            ZipThrow.LocalDiffers(Offset, member.Name, "CRC-32 is", $"0x{Crc:x8}", $"0x{member.Crc:x8}");
        if (CompressedLength != member.CompressedLength && !(HasDescriptor && CompressedLength == 0))
            ZipThrow.LocalDiffers(Offset, member.Name, "compressed length is", $"{CompressedLength} bytes", $"{member.CompressedLength} bytes");
        if (Length != member.Length && !(HasDescriptor && Length == 0))
            ZipThrow.LocalDiffers(Offset, member.Name, "length is", $"{Length} bytes", $"{member.Length} bytes");
    }

    /// <summary>Whether the header says itself what a record behind the data would say, of a member that has data: some writers promise the record and leave it out then.</summary>
    internal bool TellsAll(ZipMember member) =>
        member.CompressedLength > 0 && Crc == member.Crc && CompressedLength == member.CompressedLength && Length == member.Length;

    /// <summary>
    /// Whether a record behind the data says what the directory says: with the signature or without, and with lengths of 32 or 64 bits, as writers differ in both.
    /// </summary>
    internal static bool IsDescriptorOf(ZipMember member, ReadOnlySpan<byte> record) =>
        (EndRecord.StartsWith(record, Descriptor.Signature) && (IsDescriptor(member, record[sizeof(uint)..])))
        || IsDescriptor(member, record);

    private static bool IsDescriptor(ZipMember member, ReadOnlySpan<byte> record)
    {
        const int Lengths = sizeof(uint);
        if (record.Length < Lengths + 2 * sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(record) != member.Crc)
            return false;
        record = record[Lengths..];
        return (BinaryPrimitives.ReadUInt32LittleEndian(record) == member.CompressedLength
                && BinaryPrimitives.ReadUInt32LittleEndian(record[sizeof(uint)..]) == member.Length)
            || (record.Length >= 2 * sizeof(long)
                && BinaryPrimitives.ReadInt64LittleEndian(record) == member.CompressedLength
                && BinaryPrimitives.ReadInt64LittleEndian(record[sizeof(long)..]) == member.Length);
    }
}
