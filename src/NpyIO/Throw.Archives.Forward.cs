using System.Diagnostics.CodeAnalysis;
using NpyIO.Zip;

namespace NpyIO;

// What is wrong with an archive that passes by in a stream, and what only a file allows.
internal static partial class Throw
{
    [DoesNotReturn]
    internal static void StreamEndsEarly(long offset) =>
        InArchive(NpyFormatReason.TruncatedData, offset, null, "The archive ends early, before its end record");

    [DoesNotReturn]
    internal static void NoRecord(long offset, ReadOnlySpan<byte> found) => InArchive(
        NpyFormatReason.BadArchive,
        offset,
        null,
        $"Neither a member's local header nor the directory begins where the member before it ends, but {Start(found)}",
        @"b'PK\x03\x04' or b'PK\x01\x02'",
        Start(found));

    [DoesNotReturn]
    internal static ForwardMember LengthUnknown(ZipMember member)
    {
        InArchive(
            NpyFormatReason.Unsupported,
            member.HeaderOffset,
            member.Name,
            "its length stands behind its data, where a stream that cannot seek tells it only of arrays and of deflated members: save the archive to a file and load that");
        return null;
    }

    [DoesNotReturn]
    internal static void TooLongForStream(ZipMember member) => InArchive(
        NpyFormatReason.Unsupported,
        member.HeaderOffset,
        member.Name,
        $"its {member.CompressedLength} compressed bytes are more than can be collected from a stream, which is {Array.MaxLength}: save the archive to a file and load that");

    [DoesNotReturn]
    internal static void DescriptorDiffers(long offset, string name, uint crc, long compressedLength, long length) => InArchive(
        NpyFormatReason.BadArchive,
        offset,
        name,
        $"the record behind its data does not say what they are, {length} bytes, {compressedLength} of them in the archive, with the CRC-32 0x{crc:x8}");

    [DoesNotReturn]
    internal static void NoDescriptor(long offset, string name, uint crc, long length) => InArchive(
        NpyFormatReason.BadArchive,
        offset,
        name,
        $"no record at the end of its data says what they are, {length} bytes with the CRC-32 0x{crc:x8}");

    [DoesNotReturn]
    internal static void EntryWithoutMember(ZipMember entry) =>
        InArchive(NpyFormatReason.BadArchive, entry.EntryOffset, entry.Name, $"the directory has it at byte {entry.HeaderOffset}, where no member began, or lists it twice");

    [DoesNotReturn]
    internal static void MemberWithoutEntry(ZipMember member) =>
        InArchive(NpyFormatReason.BadArchive, member.HeaderOffset, member.Name, "it stands in the archive, but not in its directory");
}
