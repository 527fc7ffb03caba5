using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;
using Descriptor = NpyIO.Tests.Support.ZipBytes.Descriptor;

namespace NpyIO.Tests.Archives;

/// <summary>What is wrong behind the first entry of an archive from a stream that cannot seek, read synchronously and not: reason, offset from the archive's start, entry and message.</summary>
public sealed class NpzForwardFaultTests
{
    private static readonly byte[] Small = NpyBytes.Integers("(3,)", 3);

    /// <summary>Two entries in a row; the directory, and the end record.</summary>
    private static readonly byte[] Two = ZipBytes.Of(false, ("a.npy", Small), ("b.npy", Small));
    private static readonly ZipBytes.Entry Second = ZipBytes.Entries(Two)[1];
    private static readonly int End = Two.Length - 22;
    private static readonly int Directory = ZipBytes.Entries(Two)[0].CentralOffset;

    public static TheoryData<int, byte[], int, string> DirectoryFaults => new()
    {
        { Second.CentralOffset + 8, [2], Second.Offset, "" },
        { Second.CentralOffset + 8, [8], Second.Offset, "its flags are 0x0000 in the local header and 0x0008 in the directory" },
        { Second.CentralOffset + 10, [8], Second.Offset, "its compression method is 0 in the local header and 8 in the directory" },
        { Second.CentralOffset + 16, [1, 2, 3, 4], Second.Offset, $"its CRC-32 is 0x{Second.Crc:x8} in the local header and 0x04030201 in the directory" },
        { Second.CentralOffset + 20, [9, 0], Second.Offset, $"its compressed length is {Small.Length} bytes in the local header and 9 bytes in the directory" },
        { Second.CentralOffset + 24, [9, 0], Second.Offset, $"its length is {Small.Length} bytes in the local header and 9 bytes in the directory" },
        { Second.CentralOffset + 42, [9, 0], Second.CentralOffset, "the directory says that it begins at byte 9, but no entry does, or the directory lists it twice" },
        { Second.CentralOffset + 42, [0, 0], Second.CentralOffset, "the directory says that it begins at byte 0, but no entry does, or the directory lists it twice" },
    };

    public static TheoryData<int, byte[], string> EndFaults => new()
    {
        { 8, [1, 0, 1, 0], "The end record claims 1 entries, but the directory has 2" },
        { 8, [0, 0, 0, 0], "The end record claims 0 entries, but the directory has 2" },
        { 8, [3, 0, 3, 0], "The end record claims 3 entries, but a directory of 102 bytes has room for at most 2" },
        { 12, [101], $"The end record claims a directory of 101 bytes at {Directory}, but none begins there" },
        { 12, [103], $"The end record claims a directory of 103 bytes at {Directory}, which does not lie before the record" },
        { 16, [.. ZipBytes.U32((uint)Directory - 1)], $"The end record claims a directory of 102 bytes at {Directory - 1}, but none begins there" },
        { 16, [.. ZipBytes.U32((uint)Directory + 1)], $"The end record claims a directory of 102 bytes at {Directory + 1}, which does not lie before the record" },
    };

    public static TheoryData<ushort, string> Flags => new()
    {
        { 1, "it is encrypted, which NpyIO does not read: decrypt the archive first" },
        { 0x40, "it is encrypted, which NpyIO does not read: decrypt the archive first" },
        { 0x2000, "it is encrypted, which NpyIO does not read: decrypt the archive first" },
        { 0x20, "it is compressed patch data, which NpyIO does not read" },
    };

    [Fact]
    public async Task Load_CutAnywhere_SaysWhereTheStreamEnds()
    {
        var zip = new ZipBytes().Add("a.npy", Small).Add("b.npy", Small, isDeflated: true).Add("notes", "no array at all"u8.ToArray()).Add("c.npy", Small, isZip64: true);
        List<ZipBytes.Entry> entries = ZipBytes.Entries(zip.ToBytes());
        byte[] archive = zip.ToBytes64("comment", extension: new byte[5]);
        for (int length = 4; length < archive.Length - "comment".Length; length++)
        {
            string? name = entries.Find(entry => length >= entry.DataOffset && length < entry.DataOffset + entry.CompressedLength)?.Name;
            string problem = name is null ? "The archive ends early, before its end record" : $"Entry '{name}': the archive ends inside it";

            await AssertAsync(archive[..length], NpyFormatReason.TruncatedData, length, name, problem);
        }
    }

    [Theory]
    [MemberData(nameof(DirectoryFaults))]
    public async Task Load_DirectoryDiffers_IsTold(int at, byte[] bytes, int offset, string problem)
    {
        byte[] archive = ZipBytes.Patched(Two, at, bytes);
        if (problem.Length == 0)
            await AssertReadAsync(archive);
        else
            await AssertAsync(archive, NpyFormatReason.BadArchive, offset, "b.npy", $"Entry 'b.npy': {problem}");
    }

    [Theory]
    [MemberData(nameof(EndFaults))]
    public async Task Load_EndRecordDiffers_IsTold(int at, byte[] bytes, string problem)
    {
        await AssertReadAsync(Two);
        await AssertAsync(ZipBytes.Patched(Two, End + at, bytes), NpyFormatReason.BadArchive, End, null, problem);
    }

    [Theory]
    [MemberData(nameof(Flags))]
    public async Task Load_EntryThatIsNotSupported_IsTold(ushort flags, string problem)
    {
        byte[] archive = new ZipBytes().Add("a.npy", Small).AddOdd("b.npy"u8.ToArray(), Small, flags).ToBytes();

        await AssertAsync(archive, NpyFormatReason.Unsupported, Second.Offset, "b.npy", $"Entry 'b.npy': {problem}");
    }

    [Fact]
    public async Task Load_NameIsNotUtf8_IsTold()
    {
        byte[] archive = new ZipBytes().Add("a.npy", Small).AddOdd([0x84, (byte)'b'], Small, flags: 0x800).ToBytes();

        await AssertAsync(archive, NpyFormatReason.BadArchive, Second.Offset, null, @"An entry's name is not UTF-8, as its flags say: b'\x84b'");
    }

    [Fact]
    public async Task Load_StoredLengthsDiffer_IsTold()
    {
        byte[] archive = ZipBytes.Patched(Two, Second.Offset + 22, 99);

        await AssertAsync(archive, NpyFormatReason.BadArchive, Second.Offset, "b.npy", $"Entry 'b.npy': it is not compressed, but its compressed length is {Small.Length} bytes and its length 99");
    }

    [Fact]
    public async Task Load_OtherBytesBetweenEntries_AreShown()
    {
        byte[] archive = new ZipBytes().Add("a.npy", Small).AddBytes("junk!"u8).Add("b.npy", Small).ToBytes();

        await AssertAsync(archive, NpyFormatReason.BadArchive, Second.Offset, null, "Neither an entry's local header nor the directory begins where the entry before it ends, but b'junk'");
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(4, 6)]
    [InlineData(12, 6)]
    public async Task Load_DescriptorOfStoredDataDiffers_SaysWhatTheyAre(int at, byte value)
    {
        byte[] archive = new ZipBytes().Add("a.npy", Small).Add("b.npy", Small, descriptor: Descriptor.Signed64).ToBytes();
        int descriptorAt = ZipBytes.Entries(archive)[1].DataOffset + Small.Length;
        await AssertReadAsync(archive);

        archive[descriptorAt + 4 + at] ^= value;

        await AssertAsync(
            archive,
            NpyFormatReason.BadArchive,
            descriptorAt,
            "b.npy",
            $"Entry 'b.npy': the record behind its data does not say what they are, {Small.Length} bytes, {Small.Length} of them in the archive, with the CRC-32 0x{Crc32.HashToUInt32(Small):x8}");
    }

    [Theory]
    [InlineData("Unsigned")]
    [InlineData("Unsigned64")]
    public async Task Load_NoDataAndADescriptorWithoutSignature_AreUnsupported(string descriptor)
    {
        byte[] archive = new ZipBytes().Add("a.npy", Small).Add("none", [], descriptor: Enum.Parse<Descriptor>(descriptor)).ToBytes();

        await AssertAsync(
            archive,
            NpyFormatReason.Unsupported,
            Second.Offset,
            "none",
            "Entry 'none': its length follows its data, which a stream that cannot seek allows only for arrays and deflated entries: save the archive to a file and load that");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(24)]
    public async Task Load_DirectoryDiffersFromTheDescriptor_IsTold(int field)
    {
        foreach (bool isDeflated in (bool[])[false, true])
        {
            byte[] archive = new ZipBytes().Add("a.npy", Small).Add("b.npy", Small, isDeflated, Descriptor.Signed).ToBytes();
            ZipBytes.Entry entry = ZipBytes.Entries(archive)[1];
            archive[entry.CentralOffset + field] ^= 1;

            await AssertAsync(archive, NpyFormatReason.BadArchive, entry.Offset, "b.npy", "Entry 'b.npy': the record behind its data does not have the CRC and the lengths of the directory");
        }
    }

    [Theory]
    [InlineData(43, false)]
    [InlineData(44, true)]
    [InlineData(44 + 65_536, true)]
    [InlineData(44 + 65_537, false)]
    public async Task Load_Zip64RecordThatIsExtended_IsReadUpToALimit(int recordLength, bool isRead)
    {
        byte[] archive = new ZipBytes().Add("a.npy", Small).Add("b.npy", Small).ToBytes64("", new byte[Math.Max(0, recordLength - 44)]);
        archive[End + 4] = (byte)recordLength;

        if (isRead)
            await AssertReadAsync(archive);
        else
            await AssertAsync(archive, NpyFormatReason.BadArchive, End, null, "The ZIP64 end record and its locator contradict each other");
    }

    private static async Task AssertReadAsync(byte[] archive)
    {
        Assert.Equal(["a", "b"], Npz.Load(new PartialStream(archive, 1000)).Keys);
        Assert.Equal(["a", "b"], (await Npz.LoadAsync(new PartialStream(archive, 1000))).Keys);
    }

    private static async Task AssertAsync(byte[] archive, NpyFormatReason reason, long offset, string? name, string problem)
    {
        NpyFormatException[] errors =
        [
            Assert.Throws<NpyFormatException>(() => Npz.Load(new PartialStream(archive, 1000))),
            Assert.Throws<NpyFormatException>(() => Npz.Load(new PartialStream(archive, 1))),
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(new PartialStream(archive, 1000))),
        ];

        foreach (NpyFormatException e in errors)
            Assert.Equal(($"{problem} (at byte {offset} of the archive)", reason, offset, name), (e.Problem, e.Reason, e.Offset, e.EntryName));
    }
}
