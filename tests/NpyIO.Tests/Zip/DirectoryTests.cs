using System.Buffers.Binary;
using NpyIO.IO;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>The end record and the directory. One entry 'a' with 10 bytes lies at 0 to 41, its entry at 41 to 88, the end record from there on.</summary>
public sealed class DirectoryTests
{
    private const int EntryAt = 41;
    private const int EndAt = 88;

    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    private static readonly byte[] Archive = One().ToBytes();

    [Fact]
    public void Archive_OfTheTests_HasTheseOffsets()
    {
        Assert.Equal(EndAt + 22, Archive.Length);
        Assert.Equal(EntryAt, BinaryPrimitives.ReadInt32LittleEndian(Archive.AsSpan(EndAt + 16)));
    }

    [Fact]
    public void Open_Empty_HasNoEntries()
    {
        using NpzFile file = Npz.Open(new ZipBytes().ToBytes());

        Assert.Empty(file);
        Assert.Empty(file.Entries);
        Assert.Empty(file.Load());
        Assert.Empty(file.Verify());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a comment")]
    [InlineData("PK\u0005\u0006")]
    [InlineData("PK\u0005\u0006 that is no end record, though it is long enough")]
    [InlineData("PK\u0005\u0006\0\0\0\0\u0001\0\u0001\0\u002F\0\0\0\0\0\0\0\0\0")]
    public void Open_Comment_IsReadPast(string comment)
    {
        using NpzFile file = Npz.Open(One().ToBytes(comment));

        Assert.Equal(comment, file.Comment);
        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
    }

    [Fact]
    public void Open_LongestComment_IsReadPast()
    {
        string comment = new('c', ushort.MaxValue);
        using NpzFile file = Npz.Open(One().ToBytes(comment));
        using NpzFile file64 = Npz.Open(One().ToBytes64(comment));

        Assert.Equal(comment, file.Comment);
        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal(comment, file64.Comment);
        Assert.Equal(Data, file64.GetEntry("a").ReadRaw());
    }

    [Theory]
    [InlineData("\u00C3\u00A4\u00E6\u00B8\u00A9", "ä温")]
    [InlineData("\u0084", "ä")]
    [InlineData("\u00C3\u00A4\u0084", "├ñä")]
    public void Open_CommentThatIsNotAscii_IsUtf8OrElseCp437(string bytes, string comment)
    {
        using NpzFile file = Npz.Open(One().ToBytes(bytes));

        Assert.Equal(comment, file.Comment);
    }

    [Fact]
    public void Open_CommentLongerThanTheFile_IsCut()
    {
        // As zipfile does.
        using NpzFile file = Npz.Open(ZipBytes.Patched(One().ToBytes("comment"), EndAt + 20, 200, 0));

        Assert.Equal("comment", file.Comment);
        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a comment")]
    public void Open_BytesBehindTheComment_AreNotPartOfIt(string comment)
    {
        foreach (byte[] archive in (byte[][])[One().ToBytes(comment), One().ToBytes64(comment)])
        {
            using NpzFile file = Npz.Open((byte[])[.. archive, .. "more"u8]);

            Assert.Equal(comment, file.Comment);
        }
    }

    [Fact]
    public void Open_SomethingAfterTheArchive_IsIgnored()
    {
        using NpzFile file = Npz.Open((byte[])[.. Archive, .. new byte[1000]]);

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Open_DataBeforeTheArchive_ArePassedOver(int length)
    {
        byte[] prefix = new byte[length];

        using NpzFile file = Npz.Open((byte[])[.. prefix, .. Archive]);
        using NpzFile file64 = Npz.Open((byte[])[.. prefix, .. One().ToBytes64()]);

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal(Data, file64.GetEntry("a").ReadRaw());
    }

    [Fact]
    public void Open_OffsetsCountTheDataBeforeTheArchive_IsRead()
    {
        using NpzFile file = Npz.Open(new ZipBytes().AddBytes(new byte[100]).Add("a", Data).ToBytes());

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
    }

    [Fact]
    public void Open_Zip64_IsRead()
    {
        using NpzFile file = Npz.Open(One().ToBytes64());
        using NpzFile extended = Npz.Open(One().ToBytes64("comment", extension: new byte[20]));

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal(Data, extended.GetEntry("a").ReadRaw());
    }

    [Fact]
    public void Open_DirectoryLongerThanTheEndOfTheFile_IsReadWhole()
    {
        var zip = new ZipBytes();
        for (int i = 0; i < 2000; i++)
            zip.Add($"member-{i}", [(byte)i]);
        using NpzFile file = Npz.Open(zip.ToBytes());

        Assert.Equal(2000, file.Count);
        Assert.All(file.Entries, (entry, i) => Assert.Equal((byte)i, Assert.Single(entry.ReadRaw())));
    }

    [Fact]
    public void Open_CountThatWrapped_IsRead()
    {
        // 65,537 entries in a record of 16 bits, as writers without ZIP64 leave it.
        var zip = new ZipBytes().Add("a", Data);
        byte[] one = zip.ToBytes();
        byte[] entry = one[EntryAt..EndAt];
        var archive = new List<byte>(one[..EntryAt]);
        for (int i = 0; i < 65537; i++)
            archive.AddRange(entry);
        byte[] end = one[EndAt..];
        ZipBytes.U32(65537 * 47).CopyTo(end, 12);

        using NpzFile file = Npz.Open((byte[])[.. archive, .. end]);

        Assert.Equal(65537, file.Entries.Count);
    }

    public static TheoryData<string, int, byte[], string> Faults() => new()
    {
        { "count of entries", EndAt + 8, [2, 0, 2, 0], "The end record claims 2 entries, but a directory of 47 bytes has room for at most 1 (at byte 88 of the archive)" },
        { "no entries", EndAt + 8, [0, 0, 0, 0], "The end record claims 0 entries, but the directory has 1 (at byte 88 of the archive)" },
        { "disk", EndAt + 4, [1], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
        { "disk of the directory", EndAt + 6, [1], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
        { "count on this disk", EndAt + 8, [0], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
        { "directory too long", EndAt + 12, [200], "The end record claims a directory of 200 bytes at 41, which does not lie before the record (at byte 88 of the archive)" },
        { "directory of 4 GiB", EndAt + 12, [255, 255, 255, 255], "The end record claims a directory of 4294967295 bytes at 41, which does not lie before the record (at byte 88 of the archive)" },
        { "directory too late", EndAt + 16, [200], "The end record claims a directory of 47 bytes at 200, which does not lie before the record (at byte 88 of the archive)" },
        { "directory elsewhere", EndAt + 12, [48], "The end record claims a directory of 48 bytes at 41, which does not lie before the record (at byte 88 of the archive)" },
        { "directory not there", EndAt + 12, [46], "The end record claims a directory of 46 bytes at 41, but none begins there (at byte 88 of the archive)" },
        { "entry's signature", EntryAt + 3, [9], "The end record claims a directory of 47 bytes at 41, but none begins there (at byte 88 of the archive)" },
        { "name too long", EntryAt + 28, [2], "The directory ends inside an entry's record: only 47 bytes of it are there (at byte 41 of the archive)" },
        { "name too short", EntryAt + 28, [0], "No entry's record begins here in the directory, but b'a' (at byte 87 of the archive)" },
        { "disk of the entry", EntryAt + 34, [1], "Entry 'a': it is said to be on disk 1 of an archive of several, which NpyIO does not read: join them first (at byte 41 of the archive)" },
        { "ZIP64 value without field", EntryAt + 24, [255, 255, 255, 255], "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Open_Fault_IsTold(string what, int offset, byte[] bytes, string message)
    {
        Assert.NotEmpty(what);
        byte[] archive = ZipBytes.Patched(Archive, offset, bytes);
        if (message.Length == 0)
        {
            // zipfile takes the number as it is then; what it claims is found out when the entry is read.
            Npz.Open(archive).Dispose();
            return;
        }

        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(archive));

        Assert.Equal(message, e.Message);
        Assert.Equal(message.Contains("disk", StringComparison.Ordinal) ? NpyFormatReason.Unsupported : NpyFormatReason.BadArchive, e.Reason);
        Assert.Contains($"(at byte {e.Offset} of", e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, byte[], string> Faults64() => new()
    {
        { "record's signature", EndAt, [9], "The ZIP64 locator leads to no ZIP64 end record (at byte 144 of the archive)" },
        { "record's length", EndAt + 4, [45], "The ZIP64 end record and its locator contradict each other (at byte 88 of the archive)" },
        { "directory's length", EndAt + 40, [46], "The ZIP64 end record and its locator contradict each other (at byte 88 of the archive)" },
        { "negative offset", EndAt + 55, [0x80], "The ZIP64 end record and its locator contradict each other (at byte 88 of the archive)" },
        { "count", EndAt + 32, [255, 255, 255, 255, 255, 255, 255, 127], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
        { "counts", EndAt + 24, [255, 255, 255, 255, 255, 255, 255, 127, 255, 255, 255, 255, 255, 255, 255, 127], "The end record claims 9223372036854775807 entries, but a directory of 47 bytes has room for at most 1 (at byte 88 of the archive)" },
        { "disks", EndAt + 56 + 16, [2], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 144 of the archive)" },
        { "directory's length below zero", EndAt + 47, [0x80], "The ZIP64 end record and its locator contradict each other (at byte 88 of the archive)" },
        { "counts below zero", EndAt + 24, [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], "The end record claims -1 entries, but a directory of 47 bytes has room for at most 1 (at byte 88 of the archive)" },
        { "disk of the locator", EndAt + 56 + 4, [1], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 144 of the archive)" },
        { "disk of the directory", EndAt + 20, [1], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
        { "count on this disk", EndAt + 24, [2], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
        { "disk", EndAt + 16, [2], "The archive is one of several disks, which NpyIO does not read: join them first (at byte 88 of the archive)" },
    };

    [Theory]
    [MemberData(nameof(Faults64))]
    public void Open_FaultInZip64_IsTold(string what, int offset, byte[] bytes, string message)
    {
        Assert.NotEmpty(what);
        byte[] archive = ZipBytes.Patched(One().ToBytes64(), offset, bytes);

        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(archive));

        Assert.Equal(message, e.Message);
    }

    /// <summary>An archive without entries whose first bytes are gone: one of them is enough for the record to be none.</summary>
    [Fact]
    public void Open_Zip64RecordCutShort_IsTold()
    {
        byte[] archive = new ZipBytes().ToBytes64();
        Npz.Open(archive).Dispose();

        foreach (int cut in (int[])[1, 55, 56])
        {
            var e = Assert.Throws<NpyFormatException>(() => Npz.Open(archive.AsMemory(cut)));
            Assert.Equal(($"The ZIP64 locator leads to no ZIP64 end record (at byte {56 - cut} of the archive)", NpyFormatReason.BadArchive, 56L - cut), (e.Message, e.Reason, e.Offset));
        }
    }

    [Theory]
    [InlineData(12, "it is compressed with bzip2 (method 12), which the package NpyIO.Codecs reads: reference it")]
    [InlineData(14, "it is compressed with LZMA (method 14), which the package NpyIO.Codecs reads: reference it")]
    [InlineData(93, "it is compressed with Zstandard (method 93), which the package NpyIO.Codecs reads: reference it")]
    [InlineData(95, "it is compressed with method 95, which NpyIO does not read")]
    public void MethodUnknown_MethodsOfThePackage_NameIt(ushort method, string problem)
    {
        ZipEntry entry = ZipReader.Open(new MemorySource(new ZipBytes().AddCompressed("a.npy", method, [1], 0, 1).ToBytes())).Directory.Entries[0];

        var e = Assert.Throws<NpyFormatException>(() => ZipThrow.MethodUnknown(entry));

        Assert.Equal(($"Entry 'a.npy': {problem} (at byte 0)", NpyFormatReason.Unsupported, "method 0 or 8", $"method {method}"), (e.Message, e.Reason, e.Expected, e.Found));
    }

    [Fact]
    public void Open_Zip64FieldTooShort_IsTold()
    {
        byte[] archive = new ZipBytes().Add("a", Data, centralExtra: ZipBytes.Extra(1, 1, 2, 3, 4)).ToBytes();
        archive = ZipBytes.Patched(archive, EntryAt + 24, 255, 255, 255, 255);

        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(archive));

        Assert.Equal("Entry 'a': its ZIP64 field lacks a value that should be in it (at byte 41 of the archive)", e.Message);
    }

    [Fact]
    public void Open_Zip64Field_GivesWhatIsMarked()
    {
        byte[] ten = [10, 0, 0, 0, 0, 0, 0, 0];
        byte[] archive = new ZipBytes().Add("a", Data, centralExtra: ZipBytes.Extra(1, [.. ten, .. ten, .. new byte[8], 9, 9, 9, 9])).ToBytes();
        archive = ZipBytes.Patched(archive, EntryAt + 20, [.. Enumerable.Repeat((byte)255, 8)]);
        archive = ZipBytes.Patched(archive, EntryAt + 42, [.. Enumerable.Repeat((byte)255, 4)]);
        using NpzFile file = Npz.Open(archive);

        Assert.Equal(10, file.GetEntry("a").Length);
        Assert.Equal(10, file.GetEntry("a").CompressedLength);
        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
    }

    /// <summary>Only the values that are marked are in the field, in its order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Open_Zip64FieldOfSomeValues_GivesThose(int marked)
    {
        // The order of the field: length, compressed length, offset. In the record the compressed length comes first.
        byte[] ten = [10, 0, 0, 0, 0, 0, 0, 0];
        byte[] field = [.. (marked & 1) != 0 ? ten : [], .. (marked & 2) != 0 ? ten : [], .. (marked & 4) != 0 ? new byte[8] : []];
        foreach (bool isShort in (bool[])[false, true])
        {
            byte[] archive = new ZipBytes().Add("a", Data, centralExtra: ZipBytes.Extra(1, isShort ? field[..^1] : field)).ToBytes();
            for (int value = 0; value < 3; value++)
            {
                if ((marked & (1 << value)) != 0)
                    archive = ZipBytes.Patched(archive, EntryAt + (value switch { 0 => 24, 1 => 20, _ => 42 }), 255, 255, 255, 255);
            }

            if (isShort)
            {
                Assert.Equal("Entry 'a': its ZIP64 field lacks a value that should be in it (at byte 41 of the archive)", Assert.Throws<NpyFormatException>(() => Npz.Open(archive)).Message);
                continue;
            }

            using NpzFile file = Npz.Open(archive);
            Assert.Equal((10, 10), (file.GetEntry("a").Length, file.GetEntry("a").CompressedLength));
            Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        }
    }

    [Fact]
    public void Open_DiskThatMeansNone_IsRead()
    {
        // 0xFFFF says that a ZIP64 field has the disk; zipfile accepts a locator of 0 disks.
        using NpzFile file = Npz.Open(ZipBytes.Patched(Archive, EntryAt + 34, 255, 255));
        using NpzFile file64 = Npz.Open(ZipBytes.Patched(One().ToBytes64(), EndAt + 56 + 16, 0));

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal(Data, file64.GetEntry("a").ReadRaw());
        Assert.Equal(
            "Entry 'a': it is said to be on disk 65534 of an archive of several, which NpyIO does not read: join them first (at byte 41 of the archive)",
            Assert.Throws<NpyFormatException>(() => Npz.Open(ZipBytes.Patched(Archive, EntryAt + 34, 254, 255))).Message);
    }

    public static TheoryData<byte[], string> Others() => new()
    {
        { [], "This is not a ZIP archive: it begins with nothing and has no end record (at byte 0 of the archive)" },
        { "PK"u8.ToArray(), "This is not a ZIP archive: it begins with b'PK' and has no end record (at byte 0 of the archive)" },
        { new byte[100], @"This is not a ZIP archive: it begins with b'\x00\x00\x00\x00\x00\x00\x00\x00' and has no end record (at byte 0 of the archive)" },
        { NpyBytes.Integers("(3,)", 3), "This is a .npy file, not an archive: load it with Npy.Load (at byte 0 of the archive)" },
        { [0x1F, 0x8B, 8, 0], "This is compressed with gzip, not an archive: load it through a System.IO.Compression.GZipStream (at byte 0 of the archive)" },
        { [0x80, 4, 0x95], "This is a Python pickle, not an archive: load it with Pickle.Load (at byte 0 of the archive)" },
        { "ZF0x"u8.ToArray(), "This is a compressed joblib file, not an archive: load it with Joblib.Load (at byte 0 of the archive)" },
        { Archive[..80], "The archive has no end record: it begins as one, but its end is missing (at byte 0 of the archive)" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Open_NoArchive_SaysWhatItIs(byte[] content, string message)
    {
        using var file = new TempFile(content);

        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(content));

        Assert.Equal(message, e.Message);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => Npz.Load(file.Path)).Problem);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => Npz.Open(new MemoryStream(content))).Message);
    }

    private static ZipBytes One() => new ZipBytes().Add("a", Data);
}
