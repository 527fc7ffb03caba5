using System.Text;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class EntryNameTests
{
    private static readonly byte[] Umlaut = [0x84, (byte)'.', (byte)'n', (byte)'p', (byte)'y'];

    [Fact]
    public void Cp437_EveryByte_IsThePlatformsCharacter()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        Encoding platform = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

        Assert.Equal(platform.GetString(all), Cp437.Decode(all));
        Assert.Equal(platform.GetString([.. all, .. all]), Cp437.Decode([.. all, .. all]));
    }

    [Fact]
    public void Open_NameWithoutFlag_IsCp437()
    {
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd(Umlaut, [1]).ToBytes());

        Assert.Equal("ä.npy", file.Entries[0].FullName);
        Assert.Equal(["ä"], file.Keys);
        Assert.Equal([1], file.GetEntry("ä.npy").ReadRaw());
    }

    [Fact]
    public void Open_NameWithFlag_IsUtf8()
    {
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd("Größe/温度.npy"u8.ToArray(), [1], flags: 0x800).ToBytes());

        Assert.Equal(["Größe/温度"], file.Keys);
        Assert.Equal([1], file.GetEntry("Größe/温度").ReadRaw());
    }

    [Fact]
    public void Open_NameIsNotUtf8_IsRefused()
    {
        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(new ZipBytes().AddOdd(Umlaut, [1], flags: 0x800).ToBytes()));

        Assert.Equal(NpyFormatReason.BadArchive, e.Reason);
        Assert.Equal(@"An entry's name is not UTF-8, as its flags say: b'\x84.npy' (at byte 36 of the archive)", e.Message);
    }

    [Fact]
    public void Open_NameWithNul_EndsThere()
    {
        // As in Python's zipfile.
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd("a.npy\0.txt"u8.ToArray(), [1]).ToBytes());

        Assert.Equal("a.npy", file.Entries[0].FullName);
        Assert.Equal([1], file.GetEntry("a").ReadRaw());
    }

    [Fact]
    public void Open_UnicodePath_IsTheName()
    {
        byte[] field = ZipBytes.UnicodePath("ω.npy", Umlaut);
        using NpzFile inDirectory = Npz.Open(new ZipBytes().AddOdd(Umlaut, [1], centralExtra: field).ToBytes());
        using NpzFile inBoth = Npz.Open(new ZipBytes().AddOdd(Umlaut, [1], localExtra: field, centralExtra: field).ToBytes());

        Assert.Equal([1], inDirectory.GetEntry("ω").ReadRaw());
        Assert.Equal([1], inBoth.GetEntry("ω").ReadRaw());
    }

    [Fact]
    public void Open_UnicodePathOfAnotherName_IsNotLookedAt()
    {
        byte[] ofAnother = ZipBytes.UnicodePath("ω.npy", "other"u8.ToArray());
        byte[] ofLater = ZipBytes.UnicodePath("ω.npy", Umlaut, version: 2);
        byte[] empty = ZipBytes.UnicodePath("", Umlaut);

        foreach (byte[] field in (byte[][])[ofAnother, ofLater, empty])
        {
            using NpzFile file = Npz.Open(new ZipBytes().AddOdd(Umlaut, [1], centralExtra: field).ToBytes());
            Assert.Equal([1], file.GetEntry("ä").ReadRaw());
        }
    }

    [Fact]
    public void Open_SeveralUnicodePaths_TheLastOfThisNameCounts()
    {
        byte[] fields = [.. ZipBytes.UnicodePath("φ.npy", Umlaut), .. ZipBytes.UnicodePath("ω.npy", Umlaut), .. ZipBytes.UnicodePath("ψ.npy", "other"u8.ToArray())];
        using NpzFile file = Npz.Open(new ZipBytes().AddOdd(Umlaut, [1], localExtra: fields, centralExtra: fields).ToBytes());

        Assert.Equal(["ω"], file.Keys);
        Assert.Equal([1], file.GetEntry("ω").ReadRaw());
    }

    [Fact]
    public void Read_UnicodePathsDiffer_IsRefused()
    {
        byte[] archive = new ZipBytes()
            .AddOdd(Umlaut, [1], localExtra: ZipBytes.UnicodePath("ω.npy", Umlaut), centralExtra: ZipBytes.UnicodePath("φ.npy", Umlaut))
            .ToBytes();
        using NpzFile file = Npz.Open(archive);

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("φ").ReadRaw());

        Assert.Equal("Entry 'φ.npy': its name is 'ω.npy' in the local header (at byte 0 of the archive)", e.Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 1, 0x9B, 0x8E, 0x02, 0x4E, 0xFF })]
    public void Open_BrokenUnicodePath_IsRefused(byte[] content)
    {
        if (content.Length > 5)
            System.IO.Hashing.Crc32.Hash(Umlaut).CopyTo(content, 1);
        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(new ZipBytes().AddOdd(Umlaut, [1], centralExtra: ZipBytes.Extra(0x7075, content)).ToBytes()));

        Assert.Equal("Entry 'ä.npy': its Unicode path field is too short, or not UTF-8 (at byte 36 of the archive)", e.Message);
    }

    [Fact]
    public void Open_BrokenExtraField_IsRefused()
    {
        var e = Assert.Throws<NpyFormatException>(() => Npz.Open(new ZipBytes().AddOdd("a"u8.ToArray(), [1], centralExtra: [0x34, 0x12, 5, 0, 1]).ToBytes()));

        Assert.Equal("Entry 'a': its extra field 0x1234 claims more bytes than there are (at byte 32 of the archive)", e.Message);
    }
}
