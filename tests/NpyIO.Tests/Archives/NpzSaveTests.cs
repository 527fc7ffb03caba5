using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Whole archives, not compressed, to every kind of output.</summary>
public sealed class NpzSaveTests
{
    private static readonly byte[] EmptyArchive = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly NdArray Bytes = NdArray.FromArray(new byte[] { 1, 2, 3 });

    [Fact]
    public void Save_Nothing_IsTheEndRecordAlone() => Assert.Equal(EmptyArchive, Npz.Save());

    [Fact]
    public void Save_OneArray_HasTheRecordsOfNpSavez()
    {
        byte[] npy = Npy.Save(Bytes);
        byte[] crc = Crc32.Hash(npy);
        byte length = (byte)npy.Length;

        byte[] expected =
        [
            0x50, 0x4B, 3, 4, 45, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, .. crc, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 5, 0, 20, 0,
            .. "x.npy"u8, 1, 0, 16, 0, length, 0, 0, 0, 0, 0, 0, 0, length, 0, 0, 0, 0, 0, 0, 0,
            .. npy,
            0x50, 0x4B, 1, 2, 45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, .. crc, length, 0, 0, 0, length, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0, 0, 0,
            .. "x.npy"u8,
            0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 51, 0, 0, 0, (byte)(55 + length), 0, 0, 0, 0, 0,
        ];
        Assert.Equal(expected, Npz.Save(("x", Bytes)));
    }

    [Fact]
    public void Save_NameThatIsNotAscii_IsUtf8AndFlagged()
    {
        byte[] archive = Npz.Save(("é", Bytes));
        Assert.Equal((byte)0x08, archive[7]);
        Assert.Equal([0xC3, 0xA9, (byte)'.'], archive[30..33]);
        Assert.Equal(["é.npy"], Names(archive));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.npy")]
    [InlineData("../../x")]
    [InlineData("/a//b/")]
    [InlineData("a\\b")]
    [InlineData(".")]
    [InlineData("日本/語 😀")]
    public void Save_AnyName_AppendsTheExtensionAlone(string name) => Assert.Equal([name + ".npy"], Names(Npz.Save((name, Bytes))));

    [Fact]
    public void Save_NamesThatDifferInCaseAlone_AreTwoEntries() => Assert.Equal(["a.npy", "A.npy"], Names(Npz.Save(("a", Bytes), ("A", Bytes))));

    [Fact]
    public async Task SaveAsync_WithoutNames_WritesWhatSaveDoes()
    {
        using TempFolder folder = new();
        byte[] expected = Npz.Save([Bytes, Bytes], NpzWriteOptions.Compressed);

        await Npz.SaveAsync(folder.PathOf("x.npz"), [Bytes, Bytes], NpzWriteOptions.Compressed);
        MemoryStream stream = new();
        await Npz.SaveAsync(stream, [Bytes, Bytes], NpzWriteOptions.Compressed);

        Assert.Equal(["arr_0.npy", "arr_1.npy"], Names(expected));
        Assert.Equal(expected, File.ReadAllBytes(folder.PathOf("x.npz")));
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Save_ToEveryOutput_GivesTheSameBytes()
    {
        using TempFolder folder = new();
        NpzItem[] items = Samples();
        byte[] expected = Npz.Save(items);

        Npz.Save(folder.PathOf("path"), items);
        Assert.Equal(expected, File.ReadAllBytes(folder.PathOf("path")));
        Npz.Save(folder.PathOf("one thread"), items, new NpzWriteOptions { MaxThreads = 1, Atomic = false });
        Assert.Equal(expected, File.ReadAllBytes(folder.PathOf("one thread")));
        Npz.Save(folder.PathOf("lazy"), items.Where(_ => true));
        Assert.Equal(expected, File.ReadAllBytes(folder.PathOf("lazy")));

        MemoryStream seekable = new();
        seekable.Write("before"u8);
        Npz.Save(seekable, items);
        Assert.Equal([.. "before"u8, .. expected], seekable.ToArray());

        ForwardStream forward = new();
        Npz.Save(forward, items);
        Assert.Equal(expected, forward.Written);

        ArrayBufferWriter<byte> writer = new();
        Npz.Save(writer, items);
        Assert.Equal(expected, writer.WrittenSpan);
    }

    [Fact]
    public async Task SaveAsync_ToEveryOutput_GivesTheSameBytes()
    {
        using TempFolder folder = new();
        NpzItem[] items = Samples();
        byte[] expected = Npz.Save(items);

        await Npz.SaveAsync(folder.PathOf("path"), items);
        Assert.Equal(expected, await File.ReadAllBytesAsync(folder.PathOf("path")));

        MemoryStream seekable = new();
        seekable.Write("before"u8);
        await Npz.SaveAsync(seekable, items);
        Assert.Equal([.. "before"u8, .. expected], seekable.ToArray());

        ForwardStream forward = new() { OnlyAsync = true };
        await Npz.SaveAsync(forward, items.Where(_ => true));
        Assert.Equal(expected, forward.Written);
    }

    [Fact]
    public void Save_EveryForm_GivesTheSameBytes()
    {
        using TempFolder folder = new();
        NdArray<float> typed = new float[] { 1, 2 };
        float[] plain = [1, 2];
        string path = folder.PathOf("a");
        byte[] named = Npz.Save([new NpzItem("arr_0", plain), new NpzItem("arr_1", typed)]);
        var dictionary = new Dictionary<string, NdArray> { ["arr_0"] = plain, ["arr_1"] = typed };

        Assert.Equal(named, Npz.Save(("arr_0", plain), ("arr_1", typed)));
        Assert.Equal(named, Npz.Save(plain, typed));
        Assert.Equal(named, Npz.Save([plain, typed], NpzWriteOptions.Default));
        Assert.Equal(named, Npz.Save([("arr_0", plain), ("arr_1", typed)], NpzWriteOptions.Default));
        Assert.Equal(named, Npz.Save(dictionary));
        foreach (Action save in new Action[]
        {
            () => Npz.Save(path, ("arr_0", plain), ("arr_1", typed)),
            () => Npz.Save(path, plain, typed),
            () => Npz.Save(path, [plain, typed], NpzWriteOptions.Default),
            () => Npz.Save(path, [("arr_0", plain), ("arr_1", typed)], NpzWriteOptions.Default),
            () => Npz.Save(path, dictionary),
        })
        {
            save();
            Assert.Equal(named, File.ReadAllBytes(path));
            File.Delete(path);
        }

        Npz.Save(path);
        Assert.Equal(EmptyArchive, File.ReadAllBytes(path));
        Npz.Save(path, [], NpzWriteOptions.Default);
        Assert.Equal(EmptyArchive, File.ReadAllBytes(path));
    }

    /// <summary>Names out of order and compressible data, so that a lost name, order or option shows.</summary>
    [Fact]
    public async Task Save_EveryFormToStreamsAndWriters_GivesTheSameBytes()
    {
        NdArray x = new float[500], y = new long[] { 3, 4 };
        var dictionary = new Dictionary<string, NdArray> { ["b"] = x, ["a"] = y };
        NpzWriteOptions packed = NpzWriteOptions.Compressed;
        byte[] named = Npz.Save([new NpzItem("b", x), new NpzItem("a", y)]), namedPacked = Npz.Save([new NpzItem("b", x), new NpzItem("a", y)], packed);
        byte[] numbered = Npz.Save([new NpzItem("arr_0", x), new NpzItem("arr_1", y)]), numberedPacked = Npz.Save([new NpzItem("arr_0", x), new NpzItem("arr_1", y)], packed);
        Assert.True(namedPacked.Length < named.Length && numberedPacked.Length < numbered.Length);

        foreach ((byte[] expected, Action<Stream> save) in ((byte[], Action<Stream>)[])
        [
            (named, stream => Npz.Save(stream, ("b", x), ("a", y))),
            (numbered, stream => Npz.Save(stream, x, y)),
            (namedPacked, stream => Npz.Save(stream, [("b", x), ("a", y)], packed)),
            (numberedPacked, stream => Npz.Save(stream, [x, y], packed)),
            (named, stream => Npz.Save(stream, dictionary)),
            (namedPacked, stream => Npz.Save(stream, dictionary, packed)),
            (EmptyArchive, stream => Npz.Save(stream)),
        ])
        {
            var stream = new MemoryStream();
            save(stream);
            Assert.Equal(expected, stream.ToArray());
            Assert.True(stream.CanWrite);
        }

        foreach ((byte[] expected, Action<IBufferWriter<byte>> save) in ((byte[], Action<IBufferWriter<byte>>)[])
        [
            (named, writer => Npz.Save(writer, ("b", x), ("a", y))),
            (numbered, writer => Npz.Save(writer, x, y)),
            (namedPacked, writer => Npz.Save(writer, [("b", x), ("a", y)], packed)),
            (numberedPacked, writer => Npz.Save(writer, [x, y], packed)),
            (named, writer => Npz.Save(writer, dictionary)),
            (namedPacked, writer => Npz.Save(writer, dictionary, packed)),
            (EmptyArchive, writer => Npz.Save(writer)),
        ])
        {
            var writer = new ArrayBufferWriter<byte>();
            save(writer);
            Assert.Equal(expected, writer.WrittenSpan);
        }

        Assert.Equal(namedPacked, Npz.Save([("b", x), ("a", y)], packed));
        Assert.Equal(numberedPacked, Npz.Save([x, y], packed));
        Assert.Equal(namedPacked, Npz.Save(dictionary, packed));

        using var folder = new TempFolder();
        var cancelled = new CancellationToken(canceled: true);
        string path = folder.PathOf("x.npz");
        foreach ((byte[] expected, Func<CancellationToken, Task> save) in ((byte[], Func<CancellationToken, Task>)[])
        [
            (namedPacked, cancellation => Npz.SaveAsync(path, [("b", x), ("a", y)], packed, cancellation)),
            (numberedPacked, cancellation => Npz.SaveAsync(path, [x, y], packed, cancellation)),
            (namedPacked, cancellation => Npz.SaveAsync(path, dictionary, packed, cancellation)),
        ])
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => save(cancelled));
            Assert.False(File.Exists(path));
            await save(default);
            Assert.Equal(expected, File.ReadAllBytes(path));
            File.Delete(path);
        }

        foreach ((byte[] expected, Func<Stream, CancellationToken, Task> save) in ((byte[], Func<Stream, CancellationToken, Task>)[])
        [
            (namedPacked, (stream, cancellation) => Npz.SaveAsync(stream, [("b", x), ("a", y)], packed, cancellation)),
            (numberedPacked, (stream, cancellation) => Npz.SaveAsync(stream, [x, y], packed, cancellation)),
            (namedPacked, (stream, cancellation) => Npz.SaveAsync(stream, dictionary, packed, cancellation)),
        ])
        {
            var stream = new MemoryStream();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => save(stream, cancelled));
            stream.SetLength(0);
            await save(stream, default);
            Assert.Equal(expected, stream.ToArray());
        }
    }

    [Fact]
    public void Save_Arrays_AreTheBytesOfNpySave()
    {
        NpzItem[] items = Samples();
        using ZipArchive archive = new(new MemoryStream(Npz.Save(items)));

        Assert.Equal(items.Length, archive.Entries.Count);
        foreach ((NpzItem item, ZipArchiveEntry entry) in items.Zip(archive.Entries))
        {
            Assert.Equal(item.Name + ".npy", entry.FullName);
            using Stream stream = entry.Open();
            MemoryStream content = new();
            stream.CopyTo(content);
            Assert.True(content.ToArray().AsSpan().SequenceEqual(Npy.Save(item.Array)), item.Name);
            Assert.Equal(Crc32.HashToUInt32(content.ToArray()), entry.Crc32);
        }
    }

    [Fact]
    public void Save_ManyEntries_EndsWithZip64WhereTheCountNeedsIt()
    {
        const int Most = ushort.MaxValue;
        NpzItem[] items = [.. Enumerable.Range(0, Most + 1).Select(i => new NpzItem($"{i}", Bytes))];

        byte[] most = Npz.Save(items[..Most]);
        byte[] more = Npz.Save(items);

        Assert.NotEqual([0x50, 0x4B, 6, 7], most[^42..^38]);
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF], most[^14..^10]);
        Assert.Equal([0x50, 0x4B, 6, 6, 44, 0, 0, 0, 0, 0, 0, 0, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], more[^98..^58]);
        Assert.Equal([0x50, 0x4B, 6, 7, 0, 0, 0, 0], more[^42..^34]);
        Assert.Equal([1, 0, 0, 0, 0x50, 0x4B, 5, 6, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], more[^26..^10]);
        Assert.Equal(Most + 1, Names(more).Count());
    }

    [Fact]
    public void Save_Progress_RisesToTheWhole()
    {
        var progress = new Recorder();
        NpzItem[] items = Samples();

        Npz.Save(Stream.Null, items, new NpzWriteOptions { Progress = progress });

        Assert.True(progress.Reports.Count > items.Length);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(items.Sum(item => item.Array.NBytes), progress.Reports[^1]);
    }

    /// <summary>Arrays of every layout; some long enough to be written in pieces.</summary>
    private static NpzItem[] Samples()
    {
        var random = new Random(1);
        var bytes = new byte[10_000_000];
        random.NextBytes(bytes);
        NdArray large = NdArray.FromBuffer(bytes, DType.Parse("<f8")).Reshape([1000, 1250]);
        return
        [
            new("large", large),
            new("scalar", NdArray.Create(DType.Parse(">i2"), ReadOnlySpan<long>.Empty)),
            new("strided", new NdArray(DType.Parse("<i4"), [1000, 600], bytes, strides: [2400L, 8L])),
            new("fortran", new NdArray(DType.Parse("<f4"), [700, 800], bytes, order: Order.Fortran)),
            new("none", NdArray.Create(DType.Parse("<f8"), 0, 3)),
            new("small strided", new NdArray(DType.Parse("<u2"), [7], bytes, strides: [-4L], offset: 100)),
            new("folder/text", NdArray.FromArray(new[] { "a", "日本" })),
        ];
    }

    private static IEnumerable<string> Names(byte[] archive)
    {
        using ZipArchive zip = new(new MemoryStream(archive));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}
