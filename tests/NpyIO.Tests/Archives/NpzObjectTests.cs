using NpyIO.Tests.Support;
using Xunit;
using Descriptor = NpyIO.Tests.Support.ZipBytes.Descriptor;

namespace NpyIO.Tests.Archives;

/// <summary>Arrays of Python objects in archives.</summary>
public sealed class NpzObjectTests
{
    private static readonly byte[] Numbers = NpyBytes.Integers("(2, 3)", 6);

    private static byte[] Objects { get; } = Npy.Save(NdArray.FromArray(new object?[] { "a", null, new List<object?> { 1L }, new string('x', 100_000) }));

    private static byte[] Item { get; } = Npy.SaveItem(new PickleDictionary { ["a"] = 1L });

    public static TheoryData<bool, string> Entries
    {
        get
        {
            var entries = new TheoryData<bool, string>();
            foreach (Descriptor descriptor in Enum.GetValues<Descriptor>())
            {
                entries.Add(false, $"{descriptor}");
                entries.Add(true, $"{descriptor}");
            }

            return entries;
        }
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public async Task Save_Objects_EveryWayOfLoadingGivesThem(NpzCompression compression)
    {
        using TempFolder folder = new();
        string path = folder.PathOf("x.npz");
        NpzItem[] items = [new("objects", Npy.Load(Objects)), new("item", NdArray.FromItem(new PickleDictionary { ["a"] = 1L })), new("numbers", Npy.Load(Numbers))];
        Npz.Save(path, items, new NpzWriteOptions { Compression = compression });
        byte[] archive = await File.ReadAllBytesAsync(path);

        AssertArrays(Npz.Load(path));
        AssertArrays(await Npz.LoadAsync(path));
        AssertArrays(Npz.Load(archive));
        AssertArrays(Npz.Load(new MemoryStream(archive)));
        AssertArrays(await Npz.LoadAsync(new MemoryStream(archive)));
        AssertArrays(Npz.Load(new PartialStream(archive, 1000)));
        AssertArrays(await Npz.LoadAsync(new PartialStream(archive, 1)));
        foreach (NpzFile file in (NpzFile[])[Npz.Open(path), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            {
                Assert.Equal(1L, ((PickleDictionary)file["item"].LoadItem()!)["a"]);
                Assert.Equal(1L, ((PickleDictionary)(await file["item"].LoadItemAsync())!)["a"]);
                Assert.Equal(4, (await file["objects"].LoadAsync<object>()).Count);
                file.Verify();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task Load_StreamThatCannotSeek_FindsTheEndOfThePickle(bool isDeflated, string kind)
    {
        Descriptor descriptor = Enum.Parse<Descriptor>(kind);
        byte[] archive = new ZipBytes()
            .Add("objects.npy", Objects, isDeflated, descriptor)
            .Add("item.npy", Item, isDeflated, descriptor)
            .Add("numbers.npy", Numbers, isDeflated, descriptor)
            .ToBytes();
        var stream = new PartialStream([.. archive, 7], 1000);

        AssertArrays(Npz.Load(stream));
        Assert.Equal(7, stream.ReadByte());
        AssertArrays(await Npz.LoadAsync(new PartialStream(archive, 1)));
    }

    [Fact]
    public void Load_ErrorInThePickle_NamesTheEntry()
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", NpyBytes.Of("'|O'", "()", "NNQ."u8)));

        NpyFormatException e = Assert.Throws<NpyFormatException>(() => Npz.Load(archive));
        NpyFormatException forward = Assert.Throws<NpyFormatException>(() => Npz.Load(new PartialStream(archive, 1000)));

        Assert.Equal(("x.npy", 130L), (e.EntryName, e.Offset));
        Assert.Equal(("x.npy", 130L), (forward.EntryName, forward.Offset));
    }

    [Fact]
    public void Load_ChangedByte_FailsTheChecksum()
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", Objects));
        archive[archive.AsSpan().IndexOf("xxxx"u8) + 10] = (byte)'y';

        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => Npz.Load(archive)).Reason);
    }

    /// <summary>A changed character of a text leaves a sound pickle: only the CRC shows it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_ChangedText_FailsTheChecksumByEveryWay(bool isDeflated)
    {
        byte[] changed = [.. Objects];
        changed[changed.AsSpan().IndexOf("xxxx"u8) + 10] = (byte)'y';
        byte[] archive = new ZipBytes()
            .Add("numbers.npy", Numbers)
            .AddCompressed("x.npy", (ushort)(isDeflated ? 8 : 0), isDeflated ? ZipBytes.Deflate(changed) : changed, System.IO.Hashing.Crc32.HashToUInt32(Objects), Objects.Length)
            .ToBytes();
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        foreach (Func<Task> load in (Func<Task>[])
        [
            () => Task.FromResult(file["x"].Load()),
            () => Task.FromResult(file["x"].Load<object>()),
            () => file["x"].LoadAsync(),
            () => stream["x"].LoadAsync(),
            () => Npz.LoadAsync(new MemoryStream(archive)),
            () => Task.FromResult(Npz.Load(new PartialStream(archive, 1000))),
            () => Npz.LoadAsync(new PartialStream(archive, 1000)),
        ])
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(load);
            Assert.Equal((NpyFormatReason.BadChecksum, "x.npy", 0L), (e.Reason, e.EntryName, e.Offset));
        }

        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Single(file.Verify()).Reason);
        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Single(await stream.VerifyAsync()).Reason);
    }

    [Fact]
    public void Map_Objects_SaysWhatIsPossible()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("x.npz");
        Npz.Save(path, [new NpzItem("x", Npy.Load(Objects))]);
        using NpzFile file = Npz.Open(path);

        Assert.Equal(
            "Entry 'x.npy': The array holds Python objects (dtype '|O'), whose data are a pickle: it can be loaded, but not mapped or read into a buffer (at byte 0)",
            Assert.Throws<NpyFormatException>(() => file["x"].Map()).Problem);
    }

    private static void AssertArrays(Dictionary<string, NdArray> arrays)
    {
        Assert.Equal(["objects", "item", "numbers"], arrays.Keys);
        Assert.Equal("a", arrays["objects"].GetValue(0));
        Assert.Equal(100_000, arrays["objects"].Get<string>(3).Length);
        Assert.Equal(1L, ((PickleDictionary)arrays["item"].GetItem()!)["a"]);
        Assert.Equal([0, 1, 2, 3, 4, 5], arrays["numbers"].ToArray<int>());
    }
}
