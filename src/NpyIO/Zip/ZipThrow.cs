using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using NpyIO.Headers;
using NpyIO.Literals;
using NpyIO.Signatures;

namespace NpyIO.Zip;

/// <summary>The errors of ZIP containers that several places raise. Offsets in an entry count from its start.</summary>
internal static class ZipThrow
{
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
    internal static void CompressedDataEndEarly(ZipEntry entry, long offset) =>
        BadLength(entry, offset, $"its {entry.CompressedLength} compressed bytes end early, before their end is marked", entry.Length, $"{offset} bytes");

    [DoesNotReturn]
    internal static void CompressedDataLeft(ZipEntry entry) =>
        BadLength(entry, entry.Length, $"its compressed data end before the {entry.CompressedLength} bytes that the archive claims", entry.CompressedLength, "fewer bytes");

    [DoesNotReturn]
    internal static void InflatesToLess(ZipEntry entry, long found) =>
        BadLength(entry, found, $"it decompresses to {found} bytes, not to {entry.Length} as the archive claims", entry.Length, $"{found} bytes");

    [DoesNotReturn]
    internal static void InflatesToMore(ZipEntry entry) =>
        BadLength(entry, entry.Length, $"it decompresses to more than the {entry.Length} bytes that the archive claims", entry.Length, "more bytes");

    [DoesNotReturn]
    private static void BadLength(ZipEntry entry, long offset, string problem, long expected, string found) =>
        InEntry(entry.Name, NpyFormatReason.BadCompression, offset, problem, $"{expected} bytes", found);

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
    internal static ForwardEntry LengthUnknown(ZipEntry entry)
    {
        const string Message = "its length follows its data, which a stream that cannot seek allows only for arrays and deflated entries: save the archive to a file and load that";
        Unsupported(entry.HeaderOffset, entry.Name, Message);
        return null;
    }

    [DoesNotReturn]
    internal static void TooLongToCollect(ZipEntry entry) =>
        Unsupported(entry.HeaderOffset, entry.Name, $"a stream's compressed bytes are collected first, at most {Array.MaxLength} of them, and these are {entry.CompressedLength}: save the archive to a file and load that");

    [DoesNotReturn]
    internal static void NotAnArchive(ReadOnlySpan<byte> start)
    {
        const int MaxShown = 8;
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
    internal static void WrongEntryCount(in EndOfCentralDirectory end, long found) =>
        BadArchive(end.Position, null, $"The end record claims {end.Count} entries, but the directory has {found}", $"{end.Count} entries", $"{found} entries");

    [DoesNotReturn]
    internal static void ArchiveEndsEarly(long offset, long length) =>
        InArchive(NpyFormatReason.TruncatedData, offset, null, $"The archive ends early: it had {length} bytes when it was opened");

    [DoesNotReturn]
    internal static string NameNotUtf8(long offset, ReadOnlySpan<byte> name)
    {
        BadArchive(offset, null, $"An entry's name is not UTF-8, as its flags say: {PythonQuote.Quote(name)}", "UTF-8", PythonQuote.Quote(name));
        return null;
    }

    [DoesNotReturn]
    internal static void BadZip64Field(long offset, string name) =>
        BadArchive(offset, name, "its ZIP64 field lacks a value that should be in it");

    [DoesNotReturn]
    internal static void EntryOverlaps(ZipEntry entry, long offset) => BadArchive(
        entry.RecordOffset,
        entry.Name,
        $"it overlaps what follows it: {entry.CompressedLength} bytes from byte {offset} on do not end before byte {entry.Limit}, where that begins");

    [DoesNotReturn]
    internal static void LocalDiffers(long offset, string name, string what, string local, string central) =>
        BadArchive(offset, name, $"its {what} {local} in the local header and {central} in the directory", central, local);

    [DoesNotReturn]
    internal static void BadDescriptor(long offset, string name) =>
        BadArchive(offset, name, "the record behind its data does not have the CRC and the lengths of the directory");

    [DoesNotReturn]
    internal static void EntryEndsEarly(string name, long offset) =>
        InArchive(NpyFormatReason.TruncatedData, offset, name, "the archive ends inside it");

    [DoesNotReturn]
    internal static void BadArchive(long offset, string? entry, string message, string? expected = null, string? found = null) =>
        InArchive(NpyFormatReason.BadArchive, offset, entry, message, expected, found);

    [DoesNotReturn]
    internal static void Unsupported(long offset, string? entry, string message) => InArchive(NpyFormatReason.Unsupported, offset, entry, message);

    [DoesNotReturn]
    internal static void InArchive(NpyFormatReason reason, long offset, string? entry, string message, string? expected = null, string? found = null) =>
        throw new NpyFormatException($"{(entry is null ? "" : $"Entry {Describe.Quoted(entry)}: ")}{message} (at byte {offset} of the archive)", reason, offset)
        {
            EntryName = entry,
            Expected = expected,
            Found = found,
        };

    internal static string Start(ReadOnlySpan<byte> found) => PythonQuote.Quote(found[..Math.Min(found.Length, sizeof(uint))]);

    [DoesNotReturn]
    internal static void DuplicateEntry(string name) =>
        throw new ArgumentException($"There is an entry {PythonText.Quote(name)} already.", nameof(name));
}
