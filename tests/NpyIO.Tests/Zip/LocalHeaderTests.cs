using System.Buffers.Binary;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>Local headers against the directory. One entry 'a.npy' with 10 bytes lies at 0 to 45, its entry at 45.</summary>
public sealed class LocalHeaderTests
{
    private const int DataAt = 35;
    private const int EntryAt = 45;

    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    private static readonly byte[] Archive = new ZipBytes().Add("a.npy", Data).ToBytes();

    public static TheoryData<string, int, byte[], string> Differences() => new()
    {
        { "signature", 3, [9], @"no local header begins where the directory says, but b'PK\x03\t' (at byte 0 of the archive)" },
        { "flags", 6, [8], "its flags are 0x0008 in the local header and 0x0000 in the directory (at byte 0 of the archive)" },
        { "encrypted", 6, [1], "its flags are 0x0001 in the local header and 0x0000 in the directory (at byte 0 of the archive)" },
        { "method", 8, [8], "its compression method is 8 in the local header and 0 in the directory (at byte 0 of the archive)" },
        { "CRC", 14, [1, 2, 3, 4], "its CRC-32 is 0x04030201 in the local header and 0x2520577b in the directory (at byte 0 of the archive)" },
        { "compressed length", 18, [11], "its compressed length is 11 bytes in the local header and 10 bytes in the directory (at byte 0 of the archive)" },
        { "length", 22, [0], "its length is 0 bytes in the local header and 10 bytes in the directory (at byte 0 of the archive)" },
        { "name", 30, [(byte)'b'], "its name is 'b.npy' in the local header (at byte 0 of the archive)" },
        { "name's length", 26, [4], "its name is 'a.np' in the local header (at byte 0 of the archive)" },
        { "extra fields", 28, [4], "it overlaps what follows it: 10 bytes from byte 39 on do not end before byte 45, where that begins (at byte 45 of the archive)" },
        { "length in the directory", EntryAt + 24, [11], "it is not compressed, but its compressed length is 10 bytes and its length 11 (at byte 45 of the archive)" },
        { "both lengths in the directory", EntryAt + 20, [11, 0, 0, 0, 11], "it overlaps what follows it: 11 bytes from byte 0 on do not end before byte 45, where that begins (at byte 45 of the archive)" },
        { "4 GiB", EntryAt + 20, [255, 255, 255, 255, 255, 255, 255, 255], "it overlaps what follows it: 4294967295 bytes from byte 0 on do not end before byte 45, where that begins (at byte 45 of the archive)" },
        { "offset", EntryAt + 42, [1], "it overlaps what follows it: 10 bytes from byte 1 on do not end before byte 45, where that begins (at byte 45 of the archive)" },
        { "offset beyond", EntryAt + 42, [255, 255, 255, 127], "it overlaps what follows it: 10 bytes from byte 2147483647 on do not end before byte 45, where that begins (at byte 45 of the archive)" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Read_Difference_IsTold(string what, int offset, byte[] bytes, string message)
    {
        Assert.NotEmpty(what);
        using NpzFile file = Npz.Open(ZipBytes.Patched(Archive, offset, bytes));

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());

        Assert.Equal("Entry 'a.npy': " + message, e.Message);
        Assert.Equal(NpyFormatReason.BadArchive, e.Reason);
        Assert.Equal("a.npy", e.EntryName);
        Assert.Contains($"(at byte {e.Offset} of", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").Header).Message["Entry 'a.npy': ".Length..]);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").OpenRaw()).Message["Entry 'a.npy': ".Length..]);
    }

    [Theory]
    [InlineData(1, "it is encrypted, which NpyIO does not read: decrypt the archive first")]
    [InlineData(0x41, "it is encrypted, which NpyIO does not read: decrypt the archive first")]
    [InlineData(0x40, "it is encrypted, which NpyIO does not read: decrypt the archive first")]
    [InlineData(0x2000, "it is encrypted, which NpyIO does not read: decrypt the archive first")]
    [InlineData(0x20, "it is compressed patch data, which NpyIO does not read")]
    public void Read_Flags_AreUnsupported(ushort flags, string message)
    {
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd("secret"u8.ToArray(), Data, flags).Add("open", Data).ToBytes());

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("secret").ReadRaw());

        Assert.Equal($"Entry 'secret': {message} (at byte 90 of the archive)", e.Message);
        Assert.Equal(NpyFormatReason.Unsupported, e.Reason);
        Assert.Equal(Data, file.GetEntry("open").ReadRaw());
    }

    [Fact]
    public void Read_MethodUnknown_IsUnsupported()
    {
        using NpzFile file = Npz.Open(new ZipBytes().AddCompressed("a", 97, Data, 0, 10).ToBytes());

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());

        Assert.Equal("Entry 'a': it is compressed with method 97, which NpyIO does not read (at byte 0)", e.Message);
        Assert.Equal(NpyFormatReason.Unsupported, e.Reason);
    }

    /// <summary>The flags of one record alone: those that say how the data are read have to agree, no others.</summary>
    [Theory]
    [InlineData(0x0001, true)]
    [InlineData(0x0002, false)]
    [InlineData(0x0004, false)]
    [InlineData(0x0006, false)]
    [InlineData(0x0008, true)]
    [InlineData(0x0010, false)]
    [InlineData(0x0020, true)]
    [InlineData(0x0040, true)]
    [InlineData(0x0080, false)]
    [InlineData(0x0800, false)]
    [InlineData(0x1000, false)]
    [InlineData(0x2000, true)]
    [InlineData(0x8000, false)]
    public void Read_FlagOfTheLocalHeaderAlone_MattersIfTheDataAreReadByIt(int flag, bool matters)
    {
        using NpzFile file = Npz.Open(ZipBytes.Patched(new ZipBytes().Add("before", Data).Add("a.npy", Data).ToBytes(), 36 + 10 + 6, (byte)flag, (byte)(flag >> 8)));

        if (!matters)
        {
            Assert.Equal(Data, file.GetEntry("a").ReadRaw());
            return;
        }

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());
        Assert.Equal($"Entry 'a.npy': its flags are 0x{flag:x4} in the local header and 0x0000 in the directory (at byte 46 of the archive)", e.Message);
        Assert.Equal((NpyFormatReason.BadArchive, "a.npy", 46L), (e.Reason, e.EntryName, e.Offset));
    }

    [Fact]
    public void Read_DifferenceBehindAPrefix_CountsFromTheFile()
    {
        using NpzFile file = Npz.Open((byte[])[.. new byte[100], .. ZipBytes.Patched(Archive, 14, 1, 2, 3, 4)]);
        using NpzFile encrypted = Npz.Open((byte[])[.. new byte[100], .. new ZipBytes().AddOdd("a.npy"u8.ToArray(), Data, flags: 1).ToBytes()]);

        Assert.Equal(100, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Offset);
        Assert.Equal(100 + EntryAt, Assert.Throws<NpyFormatException>(() => encrypted.GetEntry("a").ReadRaw()).Offset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Descriptor_IsOfAnyKind(bool isDeflated)
    {
        byte[] large = NpyBytes.Integers("(50000,)", 50000);
        foreach (ZipBytes.Descriptor descriptor in Enum.GetValues<ZipBytes.Descriptor>())
        {
            foreach (bool isZip64 in (bool[])[false, true])
            {
                byte[] archive = new ZipBytes().Add("a", Data, isDeflated, descriptor, isZip64).Add("b", large, isDeflated, descriptor, isZip64).Add("c", [], isDeflated, descriptor, isZip64).ToBytes();
                using NpzFile file = Npz.Open(archive);

                Assert.Equal(Data, file.GetEntry("a").ReadRaw());
                Assert.Equal(49999, file["b"].Load<int>()[49999]);
                Assert.Empty(file.GetEntry("c").ReadRaw());
                Assert.Empty(file.Verify());
            }
        }
    }

    [Fact]
    public void Read_DescriptorDiffers_IsTold()
    {
        foreach (ZipBytes.Descriptor descriptor in Enum.GetValues<ZipBytes.Descriptor>().Where(kind => kind != ZipBytes.Descriptor.None))
        {
            byte[] archive = new ZipBytes().Add("a", Data, descriptor: descriptor).ToBytes();
            int at = 31 + Data.Length + (descriptor is ZipBytes.Descriptor.Signed or ZipBytes.Descriptor.Signed64 ? 4 : 0);
            foreach (int offset in (int[])[at, at + 4])
            {
                using NpzFile file = Npz.Open(ZipBytes.Patched(archive, offset, 99));

                var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());

                Assert.Equal("Entry 'a': the record behind its data does not have the CRC and the lengths of the directory (at byte 41 of the archive)", e.Message);
            }
        }
    }

    [Fact]
    public void Read_DescriptorFlagButTheHeaderTellsAll_IsRead()
    {
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd("a"u8.ToArray(), Data, flags: 8).ToBytes());

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
    }

    [Fact]
    public void Read_DescriptorFlagButNoRoomForIt_IsTold()
    {
        byte[] archive = new ZipBytes().AddOdd("a"u8.ToArray(), Data, flags: 8).ToBytes();
        using NpzFile file = Npz.Open(ZipBytes.Patched(archive, 14, 0, 0, 0, 0));

        Assert.Equal(
            "Entry 'a': the record behind its data does not have the CRC and the lengths of the directory (at byte 41 of the archive)",
            Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Message);
    }

    [Theory]
    [InlineData(14, "CRC-32")]
    [InlineData(18, "compressed length")]
    [InlineData(22, "length")]
    public void Read_DescriptorFollowsButTheHeaderHasAnotherFact_IsTold(int offset, string fact)
    {
        byte[] archive = new ZipBytes().Add("a", Data, descriptor: ZipBytes.Descriptor.Signed).ToBytes();
        byte[] changed = ZipBytes.Patched(archive, offset, 9);
        using NpzFile file = Npz.Open(changed);

        Assert.Equal(Data, Npz.Open(archive).GetEntry("a").ReadRaw());
        Assert.Contains($"its {fact} is", Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Message, StringComparison.Ordinal);
        Assert.Single(file.Verify());
        Assert.Throws<NpyFormatException>(() => Npz.Load(new UnseekableStream(new MemoryStream(changed))));
    }

    [Fact]
    public void Read_LongExtraField_IsPassedOver()
    {
        byte[] extra = ZipBytes.Extra(0x4E4E, new byte[60_000]);
        byte[] large = NpyBytes.Integers("(50000,)", 50000);
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd("a"u8.ToArray(), Data, localExtra: extra).AddOdd("b"u8.ToArray(), large, localExtra: extra).ToBytes());

        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal(49999, file["b"].Load<int>()[49999]);
        Assert.Empty(file.Verify());
    }

    [Fact]
    public void Read_LocalExtraThatIsNoField_IsPassedOver()
    {
        // What zipalign pads with, and a field that is longer than the header.
        foreach (byte[] extra in (byte[][])[[0, 0, 0], [0, 0, 0, 0, 0, 0], [1, 2, 0xFF, 0xFF, 5]])
        {
            using NpzFile file = Npz.Open(new ZipBytes().AddOdd("a"u8.ToArray(), Data, localExtra: extra).ToBytes());

            Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        }
    }

    [Fact]
    public void Read_NameIsUtf8InOneRecord_MattersWhereItIsNotAscii()
    {
        byte[] name = "ä"u8.ToArray();
        byte[] archive = new ZipBytes().AddOdd(name, Data, flags: 0x800).AddOdd("b"u8.ToArray(), Data, flags: 0x800).ToBytes();
        archive[7] = 0;
        archive[42 + 7] = 0;
        using NpzFile file = Npz.Open(archive);

        Assert.Equal(Data, file.GetEntry("b").ReadRaw());
        Assert.Equal(
            "Entry 'ä': its flags are 0x0000 in the local header and 0x0800 in the directory (at byte 0 of the archive)",
            Assert.Throws<NpyFormatException>(() => file.GetEntry("ä").ReadRaw()).Message);
    }

    [Fact]
    public void Read_EntriesShareAHeader_AreRefusedButTheLast()
    {
        byte[] name = "a"u8.ToArray();
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd(name, Data).AddOdd(name, Data, offset: 0).ToBytes());

        Assert.Equal(
            "Entry 'a': it overlaps what follows it: 10 bytes from byte 0 on do not end before byte 0, where that begins (at byte 88 of the archive)",
            Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Message);
        Assert.NotEmpty(file.Verify());
    }

    [Fact]
    public void Read_EntriesOverlap_IsRefused()
    {
        // The second entry's header lies in the data of the first.
        byte[] inner = new ZipBytes().Add("b", Data).ToBytes()[..41];
        byte[] archive = new ZipBytes().AddOdd("a"u8.ToArray(), inner).AddOdd("b"u8.ToArray(), Data, offset: 31).ToBytes();
        using NpzFile file = Npz.Open(archive);

        Assert.Equal(
            "Entry 'a': it overlaps what follows it: 41 bytes from byte 0 on do not end before byte 31, where that begins (at byte 72 of the archive)",
            Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Message);
        Assert.Equal(Data, file.GetEntry("b").ReadRaw());
    }

    [Fact]
    public void Read_EntriesInAnyOrderOfTheDirectory_AreRead()
    {
        byte[] archive = new ZipBytes().AddOdd("a"u8.ToArray(), Data).AddOdd("b"u8.ToArray(), [1]).ToBytes();
        int directory = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(archive.Length - 6));
        byte[] swapped = [.. archive[..directory], .. archive[(directory + 47)..(directory + 94)], .. archive[directory..(directory + 47)], .. archive[(directory + 94)..]];
        using NpzFile file = Npz.Open(swapped);

        Assert.Equal(["b", "a"], file.Keys);
        Assert.Equal(Data, file.GetEntry("a").ReadRaw());
        Assert.Equal([1], file.GetEntry("b").ReadRaw());
    }

    [Fact]
    public void Read_Checksum_IsCompared()
    {
        using NpzFile file = Npz.Open(ZipBytes.Patched(Archive, DataAt, 77));

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());

        Assert.Equal("Entry 'a.npy': the CRC-32 of its 10 bytes is 0xa1a6b055, not 0x2520577b as the archive claims (at byte 0)", e.Message);
        Assert.Equal(NpyFormatReason.BadChecksum, e.Reason);
        Assert.Equal(("0x2520577b", "0xa1a6b055"), (e.Expected, e.Found));
    }
}
