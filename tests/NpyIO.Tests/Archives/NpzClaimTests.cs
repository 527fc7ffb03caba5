using System.Buffers.Binary;
using System.IO.Hashing;
using NpyIO.Archives;
using NpyIO.Tests.Support;
using Xunit;
using Descriptor = NpyIO.Tests.Support.ZipBytes.Descriptor;

namespace NpyIO.Tests.Archives;

/// <summary>Small archives that claim to be large: nothing may be allocated on that.</summary>
public sealed class NpzClaimTests
{
    private const uint FourGiB = 0xFFFFFFFE;

    private static readonly NpyReadOptions OneThread = new() { MaxThreads = 1 };

    /// <summary>An array of 4 GB, of which nothing follows.</summary>
    private static readonly byte[] Huge = NpyBytes.Header(1, "{'descr':'<f8','fortran_order':False,'shape':(500000000,)}");

    private static readonly byte[] Small = NpyBytes.Integers("(10,)", 10);

    public static TheoryData<int, uint, uint, string> Lengths => new()
    {
        { 0, FourGiB, FourGiB, "it overlaps what follows it: 4294967294 bytes from byte 0 on do not end before byte 103, where that begins" },
        { 0, 68, FourGiB, "it is not compressed, but its compressed length is 68 bytes and its length 4294967294" },
        { 8, 68, FourGiB, "its 68 compressed bytes cannot inflate to 4294967294: deflate shrinks data 1032-fold at most" },
        { 8, 68, 68 * 1032, "it decompresses to 6 bytes, not to 70176 as the archive claims" },
        { 8, FourGiB, FourGiB, "it overlaps what follows it: 4294967294 bytes from byte 0 on do not end before byte 103, where that begins" },
        { 8, 68, 68 * 1032 + 1, "its 68 compressed bytes cannot inflate to 70177: deflate shrinks data 1032-fold at most" },
        { 12, 68, FourGiB, "its compressed data are damaged" },
        { 14, 68, FourGiB, "its compressed data are damaged" },
        { 93, 68, FourGiB, "its compressed data are damaged" },
        { 98, 68, FourGiB, "it is compressed with method 98, which NpyIO does not read" },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Load_SmallArchiveThatClaims4GiB_AllocatesLittle(int method, uint compressedLength, uint length, string message)
    {
        byte[] archive = Claiming(method, Huge, compressedLength, length);

        RefusedWithLittle(() => Npz.Load(archive, OneThread), message);
        RefusedWithLittle(() => Npz.Load(new MemoryStream(archive), OneThread), message);
        Allocations.AreLittle(() => Assert.True(Record.Exception(() => Entry(archive).Header) is null or NpyFormatException));
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(archive, int.MaxValue), null));
        RefusedWithLittle(() => ForwardArchive.LoadAsync(new PartialStream(archive, 10), null, default).GetAwaiter().GetResult());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Load_HeaderClaims4GB_AllocatesLittle(int method)
    {
        byte[] archive = ZipBytes.Of(method == 8, ("x.npy", Huge));
        const string Message = "Entry 'x.npy': The data end early: shape (500000000,) of '<f8' takes 4000000000 bytes, but only 0 are there (at byte 68)";

        RefusedWithLittle(() => Npz.Load(archive, OneThread), Message);
        RefusedWithLittle(() => Npz.Load(new MemoryStream(archive), OneThread), Message);
        RefusedWithLittle(() => Entry(archive).Open().Load(), Message);
        RefusedWithLittle(() => Entry(archive).Open().Load<double>(), Message);
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(archive, int.MaxValue), null), Message);
        RefusedWithLittle(() => ForwardArchive.LoadAsync(new PartialStream(archive, 10), null, default).GetAwaiter().GetResult(), Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Load_PipedHeaderClaims4GB_AllocatesLittle(int method)
    {
        byte[] archive = new ZipBytes().Add("x.npy", Huge, method == 8, Descriptor.Signed).ToBytes();

        RefusedWithLittle(() => Npz.Load(archive, OneThread));
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(archive, int.MaxValue), null), "Entry 'x.npy': ");
    }

    [Fact]
    public void Load_DeflateBombBehindASmallArray_AllocatesWhatTheHeaderSays()
    {
        // 64 MiB of zeros in 64 KiB, behind an array of 40 bytes; and as no array at all.
        byte[] bomb = new byte[64 << 20];
        byte[] archive = ZipBytes.Of(isDeflated: true, ("x.npy", [.. Small, .. bomb]), ("bomb.txt", bomb));
        Assert.InRange(archive.Length, 100, 200 << 10);

        Allocations.AreLittle(() => Assert.Equal(9, Npz.Load(archive, OneThread)["x"].Get<int>(9)));
        Allocations.AreLittle(() => Assert.Equal(9, Entry(archive).Open().Load<int>(OneThread)[9]));
        Allocations.AreLittle(() => Assert.Equal(10, Entry(archive).Header!.Count));
        Allocations.AreLittle(() => Assert.Equal(9, ForwardArchive.Load(new PartialStream(archive, int.MaxValue), null)["x"].Get<int>(9)));
    }

    [Fact]
    public void Load_DeflateBombThatClaimsLess_IsRefused()
    {
        byte[] bomb = ZipBytes.Deflate([.. Small, .. new byte[1 << 20]]);
        byte[] archive = new ZipBytes().AddCompressed("x.npy", 8, bomb, Crc32.HashToUInt32(Small), Small.Length).ToBytes();

        RefusedWithLittle(() => Npz.Load(archive, OneThread), "Entry 'x.npy': it decompresses to more than the 168 bytes that the archive claims (at byte 168)");
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(archive, 999), null), "Entry 'x.npy': it decompresses to more than the 168 bytes that the archive claims (at byte 168)");
    }

    [Theory]
    [InlineData(10, 0xFFFF, "The end record claims 65535 entries, but a directory of 51 bytes has room for at most 1 (at byte 254 of the archive)")]
    [InlineData(10, 2, "The end record claims 2 entries, but a directory of 51 bytes has room for at most 1 (at byte 254 of the archive)")]
    [InlineData(10, 0, "The end record claims 0 entries, but the directory has 1 (at byte 254 of the archive)")]
    [InlineData(12, 0xFFFF, "The end record claims a directory of 65535 bytes at 203, which does not lie before the record (at byte 254 of the archive)")]
    [InlineData(16, 0xFFFF, "The end record claims a directory of 51 bytes at 65535, which does not lie before the record (at byte 254 of the archive)")]
    public void Open_AbsurdEndRecord_IsRefusedWithLittle(int at, int value, string message)
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", Small));
        int end = archive.Length - 22;
        BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(end + at), (ushort)value);
        if (at == 10)
            BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(end + 8), (ushort)value);

        RefusedWithLittle(() => Npz.Open(archive), message);
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(archive, 100), null));
    }

    [Theory]
    [InlineData(24, 1L << 60)]
    [InlineData(40, 1L << 60)]
    [InlineData(40, -1)]
    [InlineData(48, 1L << 60)]
    [InlineData(48, -1)]
    [InlineData(4, long.MaxValue)]
    [InlineData(4, -1)]
    public void Open_AbsurdZip64EndRecord_IsRefusedWithLittle(int at, long value)
    {
        byte[] archive = WithZip64End(ZipBytes.Of(isDeflated: false, ("x.npy", Small)));
        Assert.Single(Npz.Load(archive));
        Assert.Single(ForwardArchive.Load(new PartialStream(archive, 100), null));
        int end = archive.Length - 22 - 20 - 56;
        BinaryPrimitives.WriteInt64LittleEndian(archive.AsSpan(end + at), value);
        if (at == 24)
            BinaryPrimitives.WriteInt64LittleEndian(archive.AsSpan(end + 32), value);

        RefusedWithLittle(() => Npz.Open(archive));
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(archive, 100), null));
    }

    [Fact]
    public void Load_OverlappingEntries_AreRefused()
    {
        // A second entry inside the first one's data, and the first one listed twice.
        byte[] inner = ZipBytes.Of(isDeflated: false, ("y.npy", Small))[..^73];
        byte[] nested = ZipBytes.Of(isDeflated: false, ("x.npy", inner), ("y.npy", Small));
        byte[] twice = ZipBytes.Of(isDeflated: false, ("x.npy", Small), ("x.npy", Small));
        WriteOffset(nested, 1, 35);
        WriteOffset(twice, 1, 0);

        RefusedWithLittle(() => Npz.Load(nested, OneThread), "it overlaps what follows it");
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(nested, 100), null), "the directory says that it begins at byte 35, but no entry does, or the directory lists it twice");
        RefusedWithLittle(() => Npz.Load(twice, OneThread), "it overlaps what follows it");
        RefusedWithLittle(() => ForwardArchive.Load(new PartialStream(twice, 100), null), "the directory says that it begins at byte 0, but no entry does, or the directory lists it twice");
    }

    [Fact]
    public void Load_ForwardEntryThatIsNotListed_IsRefused()
    {
        byte[] listed = new ZipBytes().AddBytes(new ZipBytes().Add("hidden.npy", Small).ToBytes().AsSpan(0, 208)).Add("x.npy", Small).ToBytes();
        Assert.Single(Npz.Load(listed));

        RefusedWithLittle(
            () => ForwardArchive.Load(new PartialStream(listed, 100), null),
            "Entry 'hidden.npy': it is in the archive, but not in its directory (at byte 0 of the archive)");
    }

    [Theory]
    [InlineData(0, "Entry 'notes.txt': its length follows its data, which a stream that cannot seek allows only for arrays and deflated entries: save the archive to a file and load that (at byte 0 of the archive)")]
    [InlineData(12, "Entry 'notes.txt': its length follows its data, which a stream that cannot seek allows only for arrays and deflated entries: save the archive to a file and load that (at byte 0 of the archive)")]
    public void Load_ForwardDataOfUnknownLength_AreUnsupported(ushort method, string message)
    {
        byte[] archive = new ZipBytes().AddCompressed("notes.txt", method, "no array at all"u8.ToArray(), 1, 15, Descriptor.Signed).ToBytes();

        var e = Assert.Throws<NpyFormatException>(() => ForwardArchive.Load(new PartialStream(archive, 100), null));
        Assert.Equal((message, NpyFormatReason.Unsupported, "notes.txt"), (e.Message, e.Reason, e.EntryName));
    }

    [Theory]
    [InlineData("", NpyFormatReason.BadArchive, "This is not a ZIP archive: it begins with nothing and has no end record (at byte 0 of the archive)")]
    [InlineData("PK\u0003", NpyFormatReason.BadArchive, "This is not a ZIP archive: it begins with b'PK\\x03' and has no end record (at byte 0 of the archive)")]
    [InlineData("#!/bin/sh\n0123456789", NpyFormatReason.BadArchive, "This is text, not a ZIP archive: it begins with b'#!/bin/s' and has no end record (at byte 0 of the archive)")]
    [InlineData("PK\u0003\u0004", NpyFormatReason.TruncatedData, "The archive ends early, before its end record (at byte 4 of the archive)")]
    public void Load_ForwardOfNoArchive_SaysWhatItIs(string content, NpyFormatReason reason, string message)
    {
        var e = Assert.Throws<NpyFormatException>(() => ForwardArchive.Load(new PartialStream([.. content.Select(c => (byte)c)], 100), null));
        Assert.Equal((message, reason), (e.Message, e.Reason));
    }

    private static NpzEntry Entry(byte[] archive) => Npz.Open(archive).Entries[0];

    /// <summary>An archive of one entry with these lengths in both of its records.</summary>
    private static byte[] Claiming(int method, byte[] data, uint compressedLength, uint length)
    {
        byte[] archive = new ZipBytes().AddCompressed("x.npy", (ushort)method, data, 1, data.Length).ToBytes();
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
        foreach (int at in (int[])[entry.Offset + 18, entry.CentralOffset + 20])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(at), compressedLength);
            BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(at + 4), length);
        }

        return archive;
    }

    private static void WriteOffset(byte[] archive, int index, int offset) =>
        BinaryPrimitives.WriteInt32LittleEndian(archive.AsSpan(ZipBytes.Entries(archive)[index].CentralOffset + 42), offset);

    /// <summary>The archive with the end records of ZIP64.</summary>
    private static byte[] WithZip64End(byte[] archive)
    {
        int end = archive.Length - 22;
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(end + 16));
        byte[] records = new byte[76];
        BinaryPrimitives.WriteUInt32LittleEndian(records, 0x06064B50);
        BinaryPrimitives.WriteInt64LittleEndian(records.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(records.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(records.AsSpan(32), 1);
        BinaryPrimitives.WriteInt64LittleEndian(records.AsSpan(40), end - directory);
        BinaryPrimitives.WriteInt64LittleEndian(records.AsSpan(48), directory);
        BinaryPrimitives.WriteUInt32LittleEndian(records.AsSpan(56), 0x07064B50);
        BinaryPrimitives.WriteInt64LittleEndian(records.AsSpan(64), end);
        BinaryPrimitives.WriteInt32LittleEndian(records.AsSpan(72), 1);
        return [.. archive[..end], .. records, .. archive[end..]];
    }

    private static void RefusedWithLittle(Func<object?> read, string? message = null) => Allocations.AreLittle(() =>
    {
        var e = Assert.Throws<NpyFormatException>(() => { read(); });
        Assert.Contains(message ?? "", e.Message, StringComparison.Ordinal);
    });
}
