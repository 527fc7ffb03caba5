using System.Diagnostics.CodeAnalysis;
using NpyIO.Detection;
using NpyIO.DTypes;
using NpyIO.Files;
using NpyIO.Literals;
using NpyIO.Zip;

namespace NpyIO;

// What is wrong with an archive's own records. Offsets count from the archive's start.
internal static partial class Throw
{
    /// <summary>The longest name that is quoted whole, in characters.</summary>
    private const int MostQuoted = 200;

    /// <summary>How many of the first bytes a message shows.</summary>
    private const int MostShown = 8;

    /// <summary>Throws for bytes that have no end record: says what they are, where that can be told, and what to do.</summary>
    [DoesNotReturn]
    internal static void NotAnArchive(ReadOnlySpan<byte> start)
    {
        string found = start.IsEmpty ? "nothing" : PythonQuote.Quote(start[..Math.Min(start.Length, MostShown)]);
        Verdict? verdict = Verdict.Of(start);
        (NpyFormatReason reason, string message) = verdict switch
        {
            { Kind: FileKind.Archive } when start is [_, _, 3, 4, ..] =>
                (NpyFormatReason.BadArchive, $"The archive has no end record: it begins as {(verdict.Advice == Verdict.TorchAdvice ? "a PyTorch archive" : "one")}, but its end is missing"),
            null or { Kind: FileKind.Archive } => (NpyFormatReason.BadArchive, $"This is not a ZIP archive: it begins with {found} and has no end record"),
            { IsForeign: true } => (NpyFormatReason.BadArchive, $"This is {verdict.Name}, not a ZIP archive: {verdict.Advice ?? $"it begins with {found} and has no end record"}"),
            _ => (NpyFormatReason.Unsupported, $"This is {verdict.Name}, not an archive: {verdict.Advice ?? DecompressAdvice(verdict.Kind)}"),
        };
        InArchive(reason, 0, null, message, "an end record", found);
    }

    /// <summary>Throws for what <c>torch.save</c> writes: an archive, but none of arrays.</summary>
    [DoesNotReturn]
    internal static void TorchArchive() => InArchive(
        NpyFormatReason.Unsupported,
        0,
        null,
        $"This is a PyTorch archive, not one of arrays: {Verdict.TorchAdvice}",
        "entries that are arrays",
        "a PyTorch archive");

    /// <summary>Throws for a pipe or stream that would have to be read at places.</summary>
    [DoesNotReturn]
    internal static void ArchiveNotSeekable(string parameter) => throw new ArgumentException(
        $"The {parameter}{(parameter == "path" ? " leads to what" : "")} cannot seek, so that its members cannot be read one by one. Npz.Load reads all of them as they come.",
        parameter);

    [DoesNotReturn]
    internal static void BadEndRecord(in EndRecord end) => InArchive(
        end.Fault == EndFault.ManyDisks ? NpyFormatReason.Unsupported : NpyFormatReason.BadArchive,
        end.Position,
        null,
        end.Fault switch
        {
            EndFault.ManyDisks => "The archive is one of several disks, which NpyIO does not read: join them first",
            EndFault.NoZip64Record => "The ZIP64 locator leads to no ZIP64 end record",
            EndFault.BadZip64Record => "The ZIP64 end record and its locator contradict each other",
            EndFault.DirectoryOutside => $"The end record claims a directory of {end.DirectoryLength} bytes at {end.DirectoryOffset}, which does not lie before the record",
            EndFault.TooManyMembers => $"The end record claims {end.Count} members, but a directory of {end.DirectoryLength} bytes has room for at most {end.DirectoryLength / ZipLayout.Central.Length}",
            _ => $"The end record claims a directory of {end.DirectoryLength} bytes at {end.DirectoryOffset}, but none begins there",
        });

    [DoesNotReturn]
    internal static void DirectoryTooLong(long offset, long length) =>
        InArchive(NpyFormatReason.Unsupported, offset, null, $"The directory has {length} bytes, more than NpyIO reads, which is {Array.MaxLength}");

    [DoesNotReturn]
    internal static void WrongMemberCount(in EndRecord end, long found) =>
        InArchive(NpyFormatReason.BadArchive, end.Position, null, $"The end record claims {end.Count} members, but the directory has {found}", $"{end.Count} members", $"{found} members");

    [DoesNotReturn]
    internal static void BadDirectory(long offset, ReadOnlySpan<byte> found) =>
        InArchive(NpyFormatReason.BadArchive, offset, null, $"No member's entry begins here in the directory, but {Start(found)}", @"b'PK\x01\x02'", Start(found));

    [DoesNotReturn]
    internal static void DirectoryEndsEarly(long offset, long left) =>
        InArchive(NpyFormatReason.BadArchive, offset, null, $"The directory ends inside a member's entry, of which {left} bytes are there");

    [DoesNotReturn]
    internal static void ArchiveEndsEarly(long offset, long length) =>
        InArchive(NpyFormatReason.TruncatedData, offset, null, $"The archive ends early: it had {length} bytes when it was opened");

    [DoesNotReturn]
    internal static string NameNotUtf8(long offset, ReadOnlySpan<byte> name)
    {
        InArchive(NpyFormatReason.BadArchive, offset, null, $"A member's name is not UTF-8, as its flags say: {PythonQuote.Quote(name)}", "UTF-8", PythonQuote.Quote(name));
        return null;
    }

    [DoesNotReturn]
    internal static void BadUnicodePath(long offset, string name) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, "its Unicode path field is too short, or not UTF-8");

    [DoesNotReturn]
    internal static void BadExtraField(long offset, string name, ushort id) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"its extra field 0x{id:x4} claims more bytes than there are");

    [DoesNotReturn]
    internal static void BadZip64Field(long offset, string name) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, "its ZIP64 field lacks a value that should be in it");

    [DoesNotReturn]
    internal static void MemberOnOtherDisk(long offset, string name, int disk) =>
        InArchive(NpyFormatReason.Unsupported, offset, name, $"it is said to be on disk {disk} of an archive of several, which NpyIO does not read: join them first");

    [DoesNotReturn]
    internal static void MemberEncrypted(long offset, string name) =>
        InArchive(NpyFormatReason.Unsupported, offset, name, "it is encrypted, which NpyIO does not read: decrypt the archive first");

    [DoesNotReturn]
    internal static void MemberIsPatch(long offset, string name) =>
        InArchive(NpyFormatReason.Unsupported, offset, name, "it is compressed patch data, which NpyIO does not read");

    [DoesNotReturn]
    internal static void MemberOverlaps(ZipMember member, long offset, long length) => InArchive(
        NpyFormatReason.BadArchive,
        member.EntryOffset,
        member.Name,
        $"it overlaps what follows it: {length} bytes from byte {offset} on do not end before byte {member.Limit}, where that begins");

    [DoesNotReturn]
    internal static void StoredLengthsDiffer(ZipMember member) => InArchive(
        NpyFormatReason.BadArchive,
        member.EntryOffset,
        member.Name,
        $"it is not compressed, but its compressed length is {member.CompressedLength} bytes and its length {member.Length}",
        $"{member.Length} bytes",
        $"{member.CompressedLength} bytes");

    [DoesNotReturn]
    internal static void DeflateClaimsTooMuch(ZipMember member, long ratio) => InArchive(
        NpyFormatReason.BadCompression,
        member.EntryOffset,
        member.Name,
        $"its {member.CompressedLength} compressed bytes cannot inflate to {member.Length}: deflate shrinks data {ratio}-fold at most",
        $"at most {member.CompressedLength * ratio} bytes",
        $"{member.Length} bytes");

    [DoesNotReturn]
    internal static void NoLocalHeader(long offset, string name, ReadOnlySpan<byte> found) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"no local header begins where the directory says, but {Start(found)}", @"b'PK\x03\x04'", Start(found));

    [DoesNotReturn]
    internal static void LocalNameDiffers(long offset, string name, string found) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"its name is {Quoted(found)} in the local header", Quoted(name), Quoted(found));

    [DoesNotReturn]
    internal static void LocalDiffers(long offset, string name, string what, string local, string central) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"its {what} {local} in the local header and {central} in the directory", central, local);

    [DoesNotReturn]
    internal static void BadDescriptor(long offset, string name) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, "the record behind its data does not have the CRC and the lengths of the directory");

    [DoesNotReturn]
    internal static void MemberEndsEarly(string name, long offset) =>
        InArchive(NpyFormatReason.TruncatedData, offset, name, "the archive ends inside it");

    /// <summary>Throws for a fault in an archive's records, or in what they say of a member.</summary>
    [DoesNotReturn]
    private static void InArchive(NpyFormatReason reason, long offset, string? member, string message, string? expected = null, string? found = null) =>
        throw new NpyFormatException($"{(member is null ? "" : $"Member {Quoted(member)}: ")}{message} (at byte {offset} of the archive)", reason, offset)
        {
            EntryName = member,
            Expected = expected,
            Found = found,
        };

    private static string Start(ReadOnlySpan<byte> found) => PythonQuote.Quote(found[..Math.Min(found.Length, sizeof(uint))]);

    /// <summary>A name in quotes; an absurdly long one cut.</summary>
    private static string Quoted(string name) =>
        name.Length <= MostQuoted ? PythonText.Quote(name) : PythonText.Quote(name[..MostQuoted]) + "...";
}
