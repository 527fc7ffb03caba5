using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzSaveCompressedTests
{
    private static readonly NpzItem[] Items = NpzSamples.All();

    private static readonly byte[] Optimal = Npz.Save(Items, NpzWriteOptions.Compressed);

    [Theory]
    [InlineData(NpzCompression.Fastest)]
    [InlineData(NpzCompression.Optimal)]
    [InlineData(NpzCompression.SmallestSize)]
    public void Save_Compressed_IsReadByThePlatformAndByNpyIO(NpzCompression compression)
    {
        byte[] archive = compression == NpzCompression.Optimal ? Optimal : Npz.Save(Items, new NpzWriteOptions { Compression = compression });

        Dictionary<string, byte[]> contents = new WrittenZip(archive).Contents();
        using NpzFile file = Npz.Open(archive);
        foreach (NpzItem item in Items)
        {
            byte[] expected = Npy.Save(item.Array);
            Assert.True(expected.AsSpan().SequenceEqual(contents[item.Name + ".npy"]), item.Name);
            Assert.True(expected.AsSpan().SequenceEqual(Npy.Save(file[item.Name].Load(NpyReadOptions.AsStored))), item.Name);
        }

        Assert.Empty(file.Verify());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0)]
    public void Save_AnyNumberOfThreads_GivesTheSameBytes(int threads)
    {
        using TempFolder folder = new();
        Npz.Save(folder.PathOf("a"), Items, NpzWriteOptions.Compressed with { MaxThreads = threads });
        Assert.True(Optimal.AsSpan().SequenceEqual(File.ReadAllBytes(folder.PathOf("a"))));
    }

    [Fact]
    public async Task Save_ToStreams_GivesTheSameBytes()
    {
        MemoryStream stream = new();
        Npz.Save(stream, Items, NpzWriteOptions.Compressed);
        Assert.True(Optimal.AsSpan().SequenceEqual(stream.ToArray()));

        stream = new();
        await Npz.SaveAsync(stream, Items, NpzWriteOptions.Compressed);
        Assert.True(Optimal.AsSpan().SequenceEqual(stream.ToArray()));
    }

    [Fact]
    public async Task Save_ToAStreamThatCannotSeek_PutsWhatIsKnownLateBehindTheData()
    {
        ForwardStream stream = new();
        Npz.Save(stream, Items, NpzWriteOptions.Compressed);
        ForwardStream asynchronous = new() { OnlyAsync = true };
        await Npz.SaveAsync(asynchronous, Items, NpzWriteOptions.Compressed);

        byte[] archive = stream.Written;
        Assert.True(archive.AsSpan().SequenceEqual(asynchronous.Written));
        WrittenZip zip = new(archive);
        Assert.Equal(["mantissas.npy", "steps.npy", "view.npy"], zip.Entries.Where(entry => (entry.Flags & 8) != 0).Select(entry => entry.Name));
        Dictionary<string, byte[]> contents = zip.Contents();
        Assert.All(Items, item => Assert.True(Npy.Save(item.Array).AsSpan().SequenceEqual(contents[item.Name + ".npy"]), item.Name));
        Dictionary<string, NdArray> loaded = Npz.Load(new PartialStream(archive, 1 << 20), NpyReadOptions.AsStored);
        Assert.All(Items, item => Assert.True(Npy.Save(item.Array).AsSpan().SequenceEqual(Npy.Save(loaded[item.Name])), item.Name));
    }

    [Fact]
    public void Save_WhatDeflateWouldMakeLonger_IsStored()
    {
        WrittenZip zip = new(Optimal);
        Assert.Equal(
            ["noise.npy", "not compressed.npy"],
            zip.Entries.Where(entry => entry.Method == ZipLayout.Methods.Stored).Select(entry => entry.Name));
        Assert.All(zip.Entries, entry => Assert.InRange(entry.CompressedLength, 0, entry.Length));
    }

    [Theory]
    [InlineData("mantissas.npy", 4 << 20)]
    [InlineData("steps.npy", 4 << 20)]
    [InlineData("view.npy", (4 << 20) / 12 * 12)]
    public void Save_LargeEntry_HasAnIndexOfBlocksThatInflateAlone(string name, int blockLength)
    {
        WrittenZip zip = new(Optimal);
        ZipEntry entry = zip[name];
        byte[] data = zip.Data(entry);
        byte[] content = Npy.Save(Items.Single(item => item.Name + ".npy" == name).Array);

        BlockIndex? index = entry.Index;

        Assert.NotNull(index);
        Assert.Equal((128u, blockLength), (index.HeadLength, index.BlockLength));
        Assert.Equal(128 + 5u, index.Entries[0].DeflatedLength);
        int at = 0;
        int contentAt = 0;
        foreach ((uint deflatedLength, uint crc) in index.Entries)
        {
            int length = contentAt == 0 ? 128 : Math.Min(blockLength, content.Length - contentAt);
            byte[] block = Inflate([.. data.AsSpan(at, (int)deflatedLength), .. BlockIndex.End]);
            Assert.True(content.AsSpan(contentAt, length).SequenceEqual(block));
            Assert.Equal(Crc32.HashToUInt32(block), crc);
            at += (int)deflatedLength;
            contentAt += length;
        }

        Assert.Equal(content.Length, contentAt);
        Assert.Equal(BlockIndex.End.ToArray(), data[at..]);
    }

    [Fact]
    public void Save_EntryBelowTwoBlocks_HasNoIndex()
    {
        WrittenZip zip = new(Npz.Save([("below", new byte[NpzSamples.LeastDivided - 1]), ("at", new byte[NpzSamples.LeastDivided])], NpzWriteOptions.Compressed));
        Assert.Null(zip["below.npy"].Index);
        Assert.NotNull(zip["at.npy"].Index);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Save_DeflatedOnlyToSeeThatItGetsNoShorter_IsTakenBackAndStored(bool isAsync)
    {
        NdArray array = BarelyCompressible();
        NpzItem[] items = [new("a", array), new("b", NpzSamples.Steps(10))];
        Assert.NotNull(DeflateChoice.For(new ArrayContent(array), NpzCompression.Fastest, out _));
        MemoryStream stream = new();
        var progress = new Recorder();
        NpzWriteOptions options = new() { Compression = NpzCompression.Fastest, Progress = progress };

        if (isAsync)
            await Npz.SaveAsync(stream, items, options);
        else
            Npz.Save(stream, items, options);

        WrittenZip zip = new(stream.ToArray());
        Assert.Equal((ZipLayout.Methods.Stored, null), (zip["a.npy"].Method, zip["a.npy"].Index));
        Assert.True(Npy.Save(array).AsSpan().SequenceEqual(zip.Contents()["a.npy"]));
        Assert.Equal(array.NBytes + 40, progress.Reports[^1]);
    }

    /// <summary>Noise, but where the sample is taken: the fastest level makes it longer.</summary>
    private static NdArray BarelyCompressible()
    {
        byte[] bytes = NpzSamples.Noise(NpzSamples.LeastDivided);
        const int Pieces = 4;
        const int Piece = 64 << 10;
        int step = (bytes.Length - Piece) / (Pieces - 1);
        for (int i = 0; i < Pieces; i++)
            bytes.AsSpan(i * step, Piece / 2).Clear();
        return bytes;
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using DeflateStream stream = new(new MemoryStream(deflated), CompressionMode.Decompress);
        MemoryStream data = new();
        stream.CopyTo(data);
        return data.ToArray();
    }
}
