using System.Buffers.Binary;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The end record of an archive, with that of ZIP64 if there is one: APPNOTE 6.3, §4.3.14 to §4.3.16.</summary>
/// <param name="Position">Offset of the record that ends the directory, in bytes from the archive's start.</param>
/// <param name="Count">Claimed number of entries.</param>
/// <param name="DirectoryLength">Length of the directory, in bytes.</param>
/// <param name="DirectoryOffset">Claimed offset of the directory; it does not count data before the archive.</param>
/// <param name="Is64">Whether the count has 64 bits; otherwise it has 16, and writers without ZIP64 let it wrap.</param>
/// <param name="Fault">What is wrong with the record.</param>
internal readonly record struct EndOfCentralDirectory(long Position, long Count, long DirectoryLength, long DirectoryOffset, bool Is64, EndOfCentralDirectoryFault Fault)
{
    /// <summary>Maximum length of the record with its comment, in bytes.</summary>
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
            return Read64(tail[..(at - Locator64.Length)], locator, tailStart);

        var end = new EndOfCentralDirectory(
            tailStart + at,
            BinaryPrimitives.ReadUInt16LittleEndian(record[End.Count..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[End.DirectoryLength..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[End.DirectoryOffset..]),
            Is64: false,
            EndOfCentralDirectoryFault.None);
        bool isOneDisk = BinaryPrimitives.ReadUInt16LittleEndian(record[End.Disk..]) == 0
            && BinaryPrimitives.ReadUInt16LittleEndian(record[End.DirectoryDisk..]) == 0
            && BinaryPrimitives.ReadUInt16LittleEndian(record[End.CountOnDisk..]) == end.Count;
        return isOneDisk ? end.Checked() : end with { Fault = EndOfCentralDirectoryFault.ManyDisks };
    }

    /// <summary>Returns whether content ends with a record and its comment, judged by its last <see cref="MaxTailLength"/> bytes, or all if there are fewer. A comment can contain what looks like a record.</summary>
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

    /// <summary>Reads the ZIP64 record, which ends where its locator begins.</summary>
    private static EndOfCentralDirectory Read64(ReadOnlySpan<byte> before, ReadOnlySpan<byte> locator, long tailStart)
    {
        var none = new EndOfCentralDirectory { Position = tailStart + before.Length };
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator[Locator64.End64Disk..]) != 0 || BinaryPrimitives.ReadUInt32LittleEndian(locator[Locator64.DiskCount..]) > 1)
            return none with { Fault = EndOfCentralDirectoryFault.ManyDisks };

        // At the offset in the locator or, with data before the archive, directly before the locator. Only in the first case can it have an extensible part.
        long stated = BinaryPrimitives.ReadInt64LittleEndian(locator[Locator64.End64Offset..]);
        int at = before.Length - End64.Length;
        if (stated >= tailStart && stated - tailStart < at && StartsWith(before[(int)(stated - tailStart)..], End64.Signature))
            at = (int)(stated - tailStart);
        if (at < 0 || !StartsWith(before[at..], End64.Signature))
            return none with { Fault = EndOfCentralDirectoryFault.NoZip64Record };

        ReadOnlySpan<byte> record = before[at..];
        var end = new EndOfCentralDirectory(
            tailStart + at,
            BinaryPrimitives.ReadInt64LittleEndian(record[End64.Count..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[End64.DirectoryLength..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[End64.DirectoryOffset..]),
            Is64: true,
            EndOfCentralDirectoryFault.None);
        bool isOneDisk = BinaryPrimitives.ReadUInt32LittleEndian(record[End64.Disk..]) == 0
            && BinaryPrimitives.ReadUInt32LittleEndian(record[End64.DirectoryDisk..]) == 0
            && BinaryPrimitives.ReadInt64LittleEndian(record[End64.CountOnDisk..]) == end.Count;
        if (!isOneDisk)
            return end with { Fault = EndOfCentralDirectoryFault.ManyDisks };

        // The record's length does not count itself and what precedes it.
        const int Uncounted = End64.RecordLength + sizeof(long);
        bool agrees = BinaryPrimitives.ReadInt64LittleEndian(record[End64.RecordLength..]) == record.Length - Uncounted
            && stated >= 0
            && end.DirectoryLength >= 0
            && end.DirectoryOffset == stated - end.DirectoryLength;
        return agrees ? end.Checked() : end with { Fault = EndOfCentralDirectoryFault.BadZip64Record };
    }

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

    /// <summary>The archive spans several disks.</summary>
    ManyDisks,

    /// <summary>The ZIP64 locator points to no ZIP64 record.</summary>
    NoZip64Record,

    /// <summary>The ZIP64 record and its locator contradict each other.</summary>
    BadZip64Record,

    /// <summary>The directory is outside the room that the archive has for it.</summary>
    DirectoryOutside,

    /// <summary>The directory is too short for the number of entries.</summary>
    TooManyEntries,

    /// <summary>The bytes at the directory's offset are not a directory.</summary>
    NoDirectory,
}
