using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The end record of an archive, with that of ZIP64 if there is one: APPNOTE 6.3, §4.3.14 to §4.3.16. Its offset does not count data before the archive.</summary>
/// <remarks><c>Position</c> is that of the record that ends the directory. If not <c>Is64</c>, the count has 16 bits, and writers without ZIP64 let it wrap.</remarks>
internal readonly record struct EndOfCentralDirectory(long Position, long Count, long DirectoryLength, long DirectoryOffset, bool Is64, EndOfCentralDirectoryFault Fault = default)
{
    internal const int MaxTailLength = End.Length + ushort.MaxValue;

    /// <summary>Offset of the directory, which ends where the record begins.</summary>
    internal long DirectoryStart => Position - DirectoryLength;

    /// <summary>Length of the data before the archive in its file, such as a program that extracts it; offsets in the archive do not count it.</summary>
    internal long Prefix => DirectoryStart - DirectoryOffset;

    /// <summary>Whether the record's count agrees with this one, as far as its bits go.</summary>
    internal bool HasCount(long count) => Is64 ? count == Count : (ushort)count == Count;

    /// <summary>Reads the record at index <paramref name="at"/> in the last bytes of an archive; these begin at offset <paramref name="tailStart"/>.</summary>
    internal static EndOfCentralDirectory Read(ReadOnlySpan<byte> tail, int at, long tailStart)
    {
        ReadOnlySpan<byte> record = tail[at..];
        ReadOnlySpan<byte> locator = at < Locator64.Length ? [] : tail[(at - Locator64.Length)..at];
        if (StartsWith(locator, Locator64.Signature))
            return ReadZip64(tail[..(at - Locator64.Length)], locator, tailStart);

        ushort count = Read16(record, End.Count);
        var end = new EndOfCentralDirectory(tailStart + at, count, Read32(record, End.DirectoryLength), Read32(record, End.DirectoryOffset), Is64: false);
        bool isOneDisk = Read16(record, End.Disk) == 0 && Read16(record, End.DirectoryDisk) == 0 && Read16(record, End.CountOnDisk) == count;
        return isOneDisk ? end.Checked() : end with { Fault = EndOfCentralDirectoryFault.ManyDisks };
    }

    /// <summary>Returns whether content ends with a record and its comment, judged by its last <see cref="MaxTailLength"/> bytes. A comment can contain what looks like a record.</summary>
    internal static bool Ends(ReadOnlySpan<byte> tail)
    {
        for (int searchEnd = tail.Length, at; (at = tail[..searchEnd].LastIndexOf("PK\x05\x06"u8)) >= 0; searchEnd = at + 3)
        {
            if (tail.Length - at >= End.Length && tail.Length - at - End.Length == BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + End.CommentLength)..]))
                return true;
        }

        return false;
    }

    internal static bool StartsWith(ReadOnlySpan<byte> bytes, uint signature) =>
        bytes.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == signature;

    private static EndOfCentralDirectory ReadZip64(ReadOnlySpan<byte> before, ReadOnlySpan<byte> locator, long tailStart)
    {
        var none = new EndOfCentralDirectory { Position = tailStart + before.Length };
        if (Read32(locator, Locator64.End64Disk) != 0 || Read32(locator, Locator64.DiskCount) > 1)
            return none with { Fault = EndOfCentralDirectoryFault.ManyDisks };

        // At the offset in the locator or, with data before the archive, directly before the locator. Only in the first case can it have an extensible part.
        long stated = Read64(locator, Locator64.End64Offset);
        int at = before.Length - End64.Length;
        if (stated >= tailStart && stated - tailStart < at && StartsWith(before[(int)(stated - tailStart)..], End64.Signature))
            at = (int)(stated - tailStart);
        if (at < 0 || !StartsWith(before[at..], End64.Signature))
            return none with { Fault = EndOfCentralDirectoryFault.NoZip64Record };

        ReadOnlySpan<byte> record = before[at..];
        long count = Read64(record, End64.Count);
        var end = new EndOfCentralDirectory(tailStart + at, count, Read64(record, End64.DirectoryLength), Read64(record, End64.DirectoryOffset), Is64: true);
        if (Read32(record, End64.Disk) != 0 || Read32(record, End64.DirectoryDisk) != 0 || Read64(record, End64.CountOnDisk) != count)
            return end with { Fault = EndOfCentralDirectoryFault.ManyDisks };

        // The record's length does not count itself and what precedes it.
        const int Uncounted = End64.RecordLength + sizeof(long);
        bool agrees = Read64(record, End64.RecordLength) == record.Length - Uncounted
            && stated >= 0
            && end.DirectoryLength >= 0
            && end.DirectoryOffset == stated - end.DirectoryLength;
        return agrees ? end.Checked() : end with { Fault = EndOfCentralDirectoryFault.BadZip64Record };
    }

    private static ushort Read16(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadUInt16LittleEndian(record[at..]);

    private static uint Read32(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadUInt32LittleEndian(record[at..]);

    private static long Read64(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadInt64LittleEndian(record[at..]);

    private EndOfCentralDirectory Checked() => this with
    {
        Fault = DirectoryLength > Position || DirectoryOffset < 0 || Prefix < 0 ? EndOfCentralDirectoryFault.DirectoryOutside
            : Count < 0 || Count > DirectoryLength / Central.Length ? EndOfCentralDirectoryFault.TooManyEntries
            : DirectoryLength is > 0 and < Central.Length ? EndOfCentralDirectoryFault.NoDirectory
            : EndOfCentralDirectoryFault.None,
    };
}

/// <summary>What is wrong with an end record.</summary>
internal enum EndOfCentralDirectoryFault
{
    None,
    ManyDisks,
    NoZip64Record,
    BadZip64Record,
    DirectoryOutside,
    TooManyEntries,
    NoDirectory,
}
