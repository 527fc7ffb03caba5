using System.Diagnostics.CodeAnalysis;
using NpyIO.Headers;
using NpyIO.Literals;
using NpyIO.Zip;

namespace NpyIO;

// What is wrong with a member's data. Offsets count from the member's start.
internal static partial class Throw
{
    /// <summary>What is wrong inside a member, with the member's name.</summary>
    internal static NpyFormatException Naming(string name, NpyFormatException e) =>
        Located(new($"Member {Quoted(name)}: {e.Problem}", e.Reason, e.Offset, e) { EntryName = name, Expected = e.Expected, Found = e.Found }, e.Path);

    [DoesNotReturn]
    internal static Stream MethodUnknown(ZipMember member)
    {
        string? known = member.Method switch
        {
            ZipLayout.Methods.Bzip2 => "bzip2",
            ZipLayout.Methods.Lzma => "LZMA",
            ZipLayout.Methods.Zstandard => "Zstandard",
            _ => null,
        };
        InMember(
            member.Name,
            NpyFormatReason.Unsupported,
            0,
            known is null
                ? $"it is compressed with method {member.Method}, which NpyIO does not read"
                : $"it is compressed with {known} (method {member.Method}), which the package NpyIO.Codecs reads: reference it",
            "method 0 or 8",
            $"method {member.Method}");
        return null;
    }

    [DoesNotReturn]
    internal static int BadCompression(ZipMember member, long offset, Exception inner)
    {
        if (inner is NotSupportedException)
            InMember(member.Name, NpyFormatReason.Unsupported, offset, $"it cannot be decompressed: {inner.Message}", inner: inner);

        // The platform's inflater speaks of entries and methods, whatever is wrong.
        string problem = member.Method == ZipLayout.Methods.Deflated ? "its compressed data are damaged" : $"its compressed data are damaged: {inner.Message}";
        InMember(member.Name, NpyFormatReason.BadCompression, offset, problem, inner: inner);
        return 0;
    }

    [DoesNotReturn]
    internal static void CompressedDataEndEarly(ZipMember member, long offset) => InMember(
        member.Name,
        NpyFormatReason.BadCompression,
        offset,
        $"its {member.CompressedLength} compressed bytes end early, before their end is marked",
        $"{member.Length} bytes",
        $"{offset} bytes");

    [DoesNotReturn]
    internal static void CompressedDataLeft(ZipMember member) => InMember(
        member.Name,
        NpyFormatReason.BadCompression,
        member.Length,
        $"its compressed data end before the {member.CompressedLength} bytes that the archive claims",
        $"{member.CompressedLength} bytes",
        "fewer bytes");

    [DoesNotReturn]
    internal static void InflatesToLess(ZipMember member, long found) => InMember(
        member.Name,
        NpyFormatReason.BadCompression,
        found,
        $"it decompresses to {found} bytes, not to {member.Length} as the archive claims",
        $"{member.Length} bytes",
        $"{found} bytes");

    [DoesNotReturn]
    internal static void InflatesToMore(ZipMember member) => InMember(
        member.Name,
        NpyFormatReason.BadCompression,
        member.Length,
        $"it decompresses to more than the {member.Length} bytes that the archive claims",
        $"{member.Length} bytes",
        "more bytes");

    /// <summary>Throws for a block that is not what the index says.</summary>
    [DoesNotReturn]
    internal static int BadBlock(ZipMember member, long start, long end, Exception? inner = null)
    {
        InMember(member.Name, NpyFormatReason.BadCompression, start, $"its block of bytes {start} to {end} is not what the archive's index of blocks says", inner: inner);
        return 0;
    }

    [DoesNotReturn]
    internal static void BadChecksum(ZipMember member, uint found) => InMember(
        member.Name,
        NpyFormatReason.BadChecksum,
        0,
        $"the CRC-32 of its {member.Length} bytes is 0x{found:x8}, not 0x{member.Crc:x8} as the archive claims",
        $"0x{member.Crc:x8}",
        $"0x{found:x8}");

    [DoesNotReturn]
    internal static void MemberTooLongForBytes(ZipMember member) => InMember(
        member.Name,
        NpyFormatReason.Unsupported,
        0,
        $"it has {member.Length} bytes, but a byte[] holds at most {Array.MaxLength}: read it with OpenRaw");

    /// <summary>Throws for a member that has an array's name and not an array's beginning.</summary>
    [DoesNotReturn]
    internal static void MemberIsNoArray() =>
        Format(NpyFormatReason.BadMagic, 0, "it is no array, though its name ends with '.npy'", PythonQuote.Quote(HeaderLayout.Magic));

    /// <summary>What is wrong with a member that another one hides.</summary>
    internal static NpyFormatException HiddenMember(ZipMember member) =>
        new($"Member {Quoted(member.Name)}: it cannot be read by its name, as another member has the same (at byte {member.EntryOffset} of the archive)", NpyFormatReason.BadArchive, member.EntryOffset)
        {
            EntryName = member.Name,
        };

    /// <summary>Throws for rows of an array that has no axis.</summary>
    [DoesNotReturn]
    internal static void NoRows() =>
        throw new InvalidOperationException("The array is a single element without an axis, and so has no rows. Load it whole.");

    /// <summary>Throws for rows that an array does not have.</summary>
    [DoesNotReturn]
    internal static void RowsOutside(long start, long count, long rows) =>
        throw new ArgumentOutOfRangeException(nameof(count), $"The array has {rows} rows, not {count} from row {start} on.");

    /// <summary>Throws for a fault in a member's data.</summary>
    [DoesNotReturn]
    private static void InMember(string name, NpyFormatReason reason, long offset, string message, string? expected = null, string? found = null, Exception? inner = null) =>
        throw new NpyFormatException($"Member {Quoted(name)}: {message} (at byte {offset})", reason, offset, inner)
        {
            EntryName = name,
            Expected = expected,
            Found = found,
        };
}
