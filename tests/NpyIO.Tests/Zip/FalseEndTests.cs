using System.Buffers.Binary;
using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>Archives with bytes in them that look like another end: read from the end and from the front they hold the same, or both refuse them.</summary>
public sealed class FalseEndTests
{
    private static readonly byte[] Array = NpyBytes.Integers("(3,)", 3);

    /// <summary>Comments that hold what could be the end of an archive.</summary>
    public static TheoryData<string> Comments => [.. All().Keys];

    [Theory]
    [MemberData(nameof(Comments))]
    public async Task Load_EndInTheComment_IsACommentEverywhere(string name)
    {
        byte[] archive = new ZipBytes().Add("a.npy", Array).ToBytes(Encoding.Latin1.GetString(All()[name]));

        Assert.Equal(["a"], await NamesAsync(archive));
        using NpzFile file = Npz.Open(archive);
        Assert.Equal(All()[name].Length, file.Comment.Length);
    }

    [Fact]
    public async Task Load_RandomPartsInTheComment_IsTheSameEverywhere()
    {
        var random = new Random(8);
        byte[] whole = new ZipBytes().Add("b.npy", Array).ToBytes();
        byte[][] parts = [[0x50, 0x4B, 5, 6], new byte[18], whole[^22..], whole, whole[..^22], [1], new byte[2], Shifted(1000)];
        for (int round = 0; round < 2000; round++)
        {
            byte[] comment = [.. Enumerable.Range(0, random.Next(1, 6)).SelectMany(_ => parts[random.Next(parts.Length)])];
            byte[] archive = new ZipBytes().Add("a.npy", Array).ToBytes(Encoding.Latin1.GetString(comment));

            Assert.Equal(["a"], await NamesAsync(archive));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_EndInTheDataOfAEntry_IsDataEverywhere(bool isLong)
    {
        // An end record that would be sound, and of which the comment would be the rest of the file.
        byte[] padding = new byte[isLong ? 100_000 : 10];
        for (int length = 0, round = 0; round < 2; round++)
        {
            int start = 30 + "data".Length + padding.Length;
            byte[] directory = Directory("b.npy", 0);
            byte[] data = [.. padding, .. directory, .. End(1, directory.Length, start, length)];
            byte[] archive = new ZipBytes().Add("data", data).Add("a.npy", Array).ToBytes();
            length = archive.Length - (start + directory.Length + 22);

            Assert.Equal(["a"], await NamesAsync(archive));
        }
    }

    [Fact]
    public async Task Load_ArchiveWithinAnArchive_IsAEntry()
    {
        byte[] inner = new ZipBytes().Add("b.npy", Array).ToBytes();

        Assert.Equal(["a"], await NamesAsync(new ZipBytes().Add("inner.npz", inner).Add("a.npy", Array).ToBytes()));
        Assert.Equal(["a"], await NamesAsync(new ZipBytes().Add("a.npy", Array).Add("inner.npz", inner).ToBytes()));
    }

    private static Dictionary<string, byte[]> All()
    {
        byte[] other = new ZipBytes().Add("b.npy", Array).ToBytes();
        int commentAt = new ZipBytes().Add("a.npy", Array).ToBytes().Length;
        byte[] directory = Directory("b.npy", 0);
        return new()
        {
            ["an empty end"] = End(0, 0, 0, 0),
            ["an empty end, offset and all"] = End(0, 0, commentAt, 0),
            ["several"] = [.. End(0, 0, 0, 22), .. End(0, 0, 0, 0)],
            ["an empty end and more"] = [.. End(0, 0, 0, 0), .. "more"u8],
            ["an archive"] = other,
            ["an archive and more"] = [.. other, .. "more"u8],
            ["an archive whose offsets count from the front"] = Shifted(commentAt),
            ["a directory of the same entry under another name"] = [.. directory, .. End(1, directory.Length, commentAt, 0)],
            ["an end of 64 bits"] = new ZipBytes().Add("b.npy", Array).ToBytes64(),
            ["an empty end of 64 bits"] = new ZipBytes().ToBytes64(),
        };
    }

    /// <summary>An archive, by offsets for a place behind so many bytes.</summary>
    private static byte[] Shifted(int offset)
    {
        byte[] archive = new ZipBytes().AddBytes(new byte[offset]).Add("b.npy", Array).ToBytes();
        return archive[offset..];
    }

    /// <summary>A directory of one stored array.</summary>
    private static byte[] Directory(string name, int headerOffset)
    {
        byte[] archive = new ZipBytes().Add(name, Array).ToBytes();
        byte[] entry = archive[ZipBytes.Entries(archive)[0].CentralOffset..^22];
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(42), headerOffset);
        return entry;
    }

    private static byte[] End(int count, int length, int offset, int commentLength)
    {
        byte[] end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), length);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(16), offset);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(20), (ushort)commentLength);
        return end;
    }

    /// <summary>The names of the arrays, which every way to load them agrees on.</summary>
    private static async Task<string[]> NamesAsync(byte[] archive)
    {
        using var file = new TempFile(archive);
        string[] names = [.. Npz.Load(file.Path).Keys];
        Assert.Equal(names, (await Npz.LoadAsync(file.Path)).Keys);
        Assert.Equal(names, Npz.Load(archive).Keys);
        Assert.Equal(names, Npz.Load(new MemoryStream(archive)).Keys);
        Assert.Equal(names, (await Npz.LoadAsync(new MemoryStream(archive))).Keys);
        Assert.Equal(names, Npz.Load(new PartialStream(archive, 1000)).Keys);
        Assert.Equal(names, (await Npz.LoadAsync(new PartialStream(archive, 1000))).Keys);
        return names;
    }
}
