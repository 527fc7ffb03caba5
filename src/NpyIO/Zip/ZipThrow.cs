using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using NpyIO.Headers;
using NpyIO.Literals;
using NpyIO.Signatures;

namespace NpyIO.Zip;

/// <summary>The errors of ZIP containers. Offsets in an entry count from its start.</summary>
internal static class ZipThrow
{
    /// <summary>Maximum number of first bytes that a message shows.</summary>
    private const int MaxShown = 8;

    [DoesNotReturn]
    internal static Stream MethodUnknown(ZipEntry entry)
    {
        string? known = entry.Method switch
        {
            ZipLayout.Methods.Bzip2 => "bzip2",
            ZipLayout.Methods.Lzma => "LZMA",
            ZipLayout.Methods.Zstandard => "Zstandard",
            _ => null,
        };
        InEntry(
            entry.Name,
            NpyFormatReason.Unsupported,
            0,
            known is null
                ? $"it is compressed with method {entry.Method}, which NpyIO does not read"
                : $"it is compressed with {known} (method {entry.Method}), which the package NpyIO.Codecs reads: reference it",
            "method 0 or 8",
            $"method {entry.Method}");
        return null;
    }

    [DoesNotReturn]
    internal static int BadCompression(ZipEntry entry, long offset, Exception inner)
    {
        if (inner is NotSupportedException)
            InEntry(entry.Name, NpyFormatReason.Unsupported, offset, $"it cannot be decompressed: {inner.Message}", inner: inner);

        // The platform's inflater mentions entries and methods, whatever is wrong.
        string problem = entry.Method == ZipLayout.Methods.Deflated ? "its compressed data are damaged" : $"its compressed data are damaged: {inner.Message}";
        InEntry(entry.Name, NpyFormatReason.BadCompression, offset, problem, inner: inner);
        return 0;
    }

    [DoesNotReturn]
    internal static void CompressedDataEndEarly(ZipEntry entry, long offset) => InEntry(
        entry.Name,
        NpyFormatReason.BadCompression,
        offset,
        $"its {entry.CompressedLength} compressed bytes end early, before their end is marked",
        $"{entry.Length} bytes",
        $"{offset} bytes");

    [DoesNotReturn]
    internal static void CompressedDataLeft(ZipEntry entry) => InEntry(
        entry.Name,
        NpyFormatReason.BadCompression,
        entry.Length,
        $"its compressed data end before the {entry.CompressedLength} bytes that the archive claims",
        $"{entry.CompressedLength} bytes",
        "fewer bytes");

    [DoesNotReturn]
    internal static void InflatesToLess(ZipEntry entry, long found) => InEntry(
        entry.Name,
        NpyFormatReason.BadCompression,
        found,
        $"it decompresses to {found} bytes, not to {entry.Length} as the archive claims",
        $"{entry.Length} bytes",
        $"{found} bytes");

    [DoesNotReturn]
    internal static void InflatesToMore(ZipEntry entry) => InEntry(
        entry.Name,
        NpyFormatReason.BadCompression,
        entry.Length,
        $"it decompresses to more than the {entry.Length} bytes that the archive claims",
        $"{entry.Length} bytes",
        "more bytes");

    [DoesNotReturn]
    internal static int BadBlock(ZipEntry entry, long start, long end, Exception? inner = null)
    {
        InEntry(entry.Name, NpyFormatReason.BadCompression, start, $"its block of bytes {start} to {end} is not what the archive's index of blocks says", inner: inner);
        return 0;
    }

    [DoesNotReturn]
    internal static void BadChecksum(ZipEntry entry, uint found) => InEntry(
        entry.Name,
        NpyFormatReason.BadChecksum,
        0,
        $"the CRC-32 of its {entry.Length} bytes is 0x{found:x8}, not 0x{entry.Crc:x8} as the archive claims",
        $"0x{entry.Crc:x8}",
        $"0x{found:x8}");

    [DoesNotReturn]
    internal static void InEntry(string name, NpyFormatReason reason, long offset, string message, string? expected = null, string? found = null, Exception? inner = null) =>
        throw new NpyFormatException($"Entry {Describe.Quoted(name)}: {message} (at byte {offset})", reason, offset, inner)
        {
            EntryName = name,
            Expected = expected,
            Found = found,
        };

    [DoesNotReturn]
    internal static void StreamEndsEarly(long offset) =>
        InArchive(NpyFormatReason.TruncatedData, offset, null, "The archive ends early, before its end record");

    [DoesNotReturn]
    internal static void NoRecord(long offset, ReadOnlySpan<byte> found) => InArchive(
        NpyFormatReason.BadArchive,
        offset,
        null,
        $"Neither an entry's local header nor the directory begins where the entry before it ends, but {Start(found)}",
        @"b'PK\x03\x04' or b'PK\x01\x02'",
        Start(found));

    [DoesNotReturn]
    internal static ForwardEntry LengthUnknown(ZipEntry entry)
    {
        InArchive(
            NpyFormatReason.Unsupported,
            entry.HeaderOffset,
            entry.Name,
            "its length follows its data, which a stream that cannot seek allows only for arrays and deflated entries: save the archive to a file and load that");
        return null;
    }

    [DoesNotReturn]
    internal static void TooLongForStream(ZipEntry entry) => InArchive(
        NpyFormatReason.Unsupported,
        entry.HeaderOffset,
        entry.Name,
        $"its {entry.CompressedLength} compressed bytes are more than can be collected from a stream, which is {Array.MaxLength}: save the archive to a file and load that");

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
    internal static void RecordWithoutEntry(ZipEntry entry) =>
        InArchive(NpyFormatReason.BadArchive, entry.RecordOffset, entry.Name, $"the directory has it at byte {entry.HeaderOffset}, where no entry began, or lists it twice");

    [DoesNotReturn]
    internal static void EntryWithoutRecord(ZipEntry entry) =>
        InArchive(NpyFormatReason.BadArchive, entry.HeaderOffset, entry.Name, "it is in the archive, but not in its directory");

    /// <summary>Throws for bytes without an end record. Says what they are, if that is known, and what to do.</summary>
    [DoesNotReturn]
    internal static void NotAnArchive(ReadOnlySpan<byte> start)
    {
        string found = start.IsEmpty ? "nothing" : PythonQuote.Quote(start[..Math.Min(start.Length, MaxShown)]);
        Verdict? verdict = Verdict.Of(start);
        (NpyFormatReason reason, string message) = verdict switch
        {
            { Kind: FileKind.Archive } when start is [_, _, 3, 4, ..] =>
                (NpyFormatReason.BadArchive, $"The archive has no end record: it begins as {(verdict.Advice == Verdict.TorchAdvice ? "a PyTorch archive" : "one")}, but its end is missing"),
            null or { Kind: FileKind.Archive } => (NpyFormatReason.BadArchive, $"This is not a ZIP archive: it begins with {found} and has no end record"),
            { IsForeign: true } => (NpyFormatReason.BadArchive, $"This is {verdict.Name}, not a ZIP archive: {verdict.Advice ?? $"it begins with {found} and has no end record"}"),
            _ => (NpyFormatReason.Unsupported, $"This is {verdict.Name}, not an archive: {verdict.Advice ?? HeaderThrow.DecompressAdvice(verdict.Kind)}"),
        };
        InArchive(reason, 0, null, message, "an end record", found);
    }

    [DoesNotReturn]
    internal static void BadEndRecord(in EndOfCentralDirectory end) => InArchive(
        end.Fault == EndOfCentralDirectoryFault.ManyDisks ? NpyFormatReason.Unsupported : NpyFormatReason.BadArchive,
        end.Position,
        null,
        end.Fault switch
        {
            EndOfCentralDirectoryFault.ManyDisks => "The archive is one of several disks, which NpyIO does not read: join them first",
            EndOfCentralDirectoryFault.NoZip64Record => "The ZIP64 locator leads to no ZIP64 end record",
            EndOfCentralDirectoryFault.BadZip64Record => "The ZIP64 end record and its locator contradict each other",
            EndOfCentralDirectoryFault.DirectoryOutside => $"The end record claims a directory of {end.DirectoryLength} bytes at {end.DirectoryOffset}, which does not lie before the record",
            EndOfCentralDirectoryFault.TooManyEntries => $"The end record claims {end.Count} entries, but a directory of {end.DirectoryLength} bytes has room for at most {end.DirectoryLength / ZipLayout.Central.Length}",
            _ => $"The end record claims a directory of {end.DirectoryLength} bytes at {end.DirectoryOffset}, but none begins there",
        });

    [DoesNotReturn]
    internal static void DirectoryTooLong(long offset, long length) =>
        InArchive(NpyFormatReason.Unsupported, offset, null, $"The directory has {length} bytes, more than NpyIO reads, which is {Array.MaxLength}");

    [DoesNotReturn]
    internal static void WrongEntryCount(in EndOfCentralDirectory end, long found) =>
        InArchive(NpyFormatReason.BadArchive, end.Position, null, $"The end record claims {end.Count} entries, but the directory has {found}", $"{end.Count} entries", $"{found} entries");

    [DoesNotReturn]
    internal static void BadDirectory(long offset, ReadOnlySpan<byte> found) =>
        InArchive(NpyFormatReason.BadArchive, offset, null, $"No entry's entry begins here in the directory, but {Start(found)}", @"b'PK\x01\x02'", Start(found));

    [DoesNotReturn]
    internal static void DirectoryEndsEarly(long offset, long left) =>
        InArchive(NpyFormatReason.BadArchive, offset, null, $"The directory ends inside an entry's entry, of which {left} bytes are there");

    [DoesNotReturn]
    internal static void ArchiveEndsEarly(long offset, long length) =>
        InArchive(NpyFormatReason.TruncatedData, offset, null, $"The archive ends early: it had {length} bytes when it was opened");

    [DoesNotReturn]
    internal static string NameNotUtf8(long offset, ReadOnlySpan<byte> name)
    {
        InArchive(NpyFormatReason.BadArchive, offset, null, $"An entry's name is not UTF-8, as its flags say: {PythonQuote.Quote(name)}", "UTF-8", PythonQuote.Quote(name));
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
    internal static void EntryOnOtherDisk(long offset, string name, int disk) =>
        InArchive(NpyFormatReason.Unsupported, offset, name, $"it is said to be on disk {disk} of an archive of several, which NpyIO does not read: join them first");

    [DoesNotReturn]
    internal static void EntryEncrypted(long offset, string name) =>
        InArchive(NpyFormatReason.Unsupported, offset, name, "it is encrypted, which NpyIO does not read: decrypt the archive first");

    [DoesNotReturn]
    internal static void EntryIsPatch(long offset, string name) =>
        InArchive(NpyFormatReason.Unsupported, offset, name, "it is compressed patch data, which NpyIO does not read");

    [DoesNotReturn]
    internal static void EntryOverlaps(ZipEntry entry, long offset, long length) => InArchive(
        NpyFormatReason.BadArchive,
        entry.RecordOffset,
        entry.Name,
        $"it overlaps what follows it: {length} bytes from byte {offset} on do not end before byte {entry.Limit}, where that begins");

    [DoesNotReturn]
    internal static void StoredLengthsDiffer(ZipEntry entry) => InArchive(
        NpyFormatReason.BadArchive,
        entry.RecordOffset,
        entry.Name,
        $"it is not compressed, but its compressed length is {entry.CompressedLength} bytes and its length {entry.Length}",
        $"{entry.Length} bytes",
        $"{entry.CompressedLength} bytes");

    [DoesNotReturn]
    internal static void DeflateClaimsTooMuch(ZipEntry entry, long ratio) => InArchive(
        NpyFormatReason.BadCompression,
        entry.RecordOffset,
        entry.Name,
        $"its {entry.CompressedLength} compressed bytes cannot inflate to {entry.Length}: deflate shrinks data {ratio}-fold at most",
        $"at most {entry.CompressedLength * ratio} bytes",
        $"{entry.Length} bytes");

    [DoesNotReturn]
    internal static void NoLocalHeader(long offset, string name, ReadOnlySpan<byte> found) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"no local header begins where the directory says, but {Start(found)}", @"b'PK\x03\x04'", Start(found));

    [DoesNotReturn]
    internal static void LocalNameDiffers(long offset, string name, string found) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"its name is {Describe.Quoted(found)} in the local header", Describe.Quoted(name), Describe.Quoted(found));

    [DoesNotReturn]
    internal static void LocalDiffers(long offset, string name, string what, string local, string central) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, $"its {what} {local} in the local header and {central} in the directory", central, local);

    [DoesNotReturn]
    internal static void BadDescriptor(long offset, string name) =>
        InArchive(NpyFormatReason.BadArchive, offset, name, "the record behind its data does not have the CRC and the lengths of the directory");

    [DoesNotReturn]
    internal static void EntryEndsEarly(string name, long offset) =>
        InArchive(NpyFormatReason.TruncatedData, offset, name, "the archive ends inside it");

    /// <summary>For a fault in an archive's records, or in what they say of an entry.</summary>
    [DoesNotReturn]
    internal static void InArchive(NpyFormatReason reason, long offset, string? entry, string message, string? expected = null, string? found = null) =>
        throw new NpyFormatException($"{(entry is null ? "" : $"Entry {Describe.Quoted(entry)}: ")}{message} (at byte {offset} of the archive)", reason, offset)
        {
            EntryName = entry,
            Expected = expected,
            Found = found,
        };

    private static string Start(ReadOnlySpan<byte> found) => PythonQuote.Quote(found[..Math.Min(found.Length, sizeof(uint))]);

    [DoesNotReturn]
    internal static void BadEntryName(string name) =>
        throw new ArgumentException(name.Length == 0 ? "An entry needs a name." : $"The name {PythonText.Quote(name)} holds a NUL, at which ZIP programs would cut it off.", nameof(name));

    [DoesNotReturn]
    internal static void EntryNameNotUnicode(string name) =>
        throw new ArgumentException($"The name {PythonText.Quote(name)} holds half a surrogate pair, which UTF-8 cannot write.", nameof(name));

    /// <summary><paramref name="length"/> is that of the name in UTF-8, in bytes.</summary>
    [DoesNotReturn]
    internal static void EntryNameTooLong(string name, int length) =>
        throw new ArgumentException($"The name beginning with {PythonText.Quote(name[..32])} takes {length} bytes; a ZIP archive has room for {ushort.MaxValue}.", nameof(name));

    [DoesNotReturn]
    internal static void DuplicateEntry(string name) =>
        throw new ArgumentException($"There is an entry {PythonText.Quote(name)} already.", nameof(name));
}
