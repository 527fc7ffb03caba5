using System.Buffers;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Archives whose arrays all have one type: loading them typed, saving dictionaries of them.</summary>
public sealed class NpzTypedTests
{
    private static readonly float[] Weights = [0.5f, 1.5f];

    private static byte[] Archive => ZipBytes.Of(false, ("w.npy", Npy.Save(Weights)), ("notes.txt", "hello"u8.ToArray()), ("b.npy", Npy.Save(NdArray.FromArray(new[,] { { 2f, 3 } }).To(DType.Parse(">f4")).Transpose())));

    [Fact]
    public async Task Load_EverySource_GivesTypedArrays()
    {
        byte[] archive = Archive;
        using var file = new TempFile(archive);
        using NpzFile open = Npz.Open(archive);
        var stream = new MemoryStream([.. new byte[7], .. archive]) { Position = 7 };

        Check(Npz.Load<float>(file.Path));
        Check(Npz.Load<float>(stream));
        Check(Npz.Load<float>(new PartialStream(archive, 100)));
        Check(Npz.Load<float>(archive));
        Check(await Npz.LoadAsync<float>(file.Path));
        Check(await Npz.LoadAsync<float>(new MemoryStream(archive)));
        Check(await Npz.LoadAsync<float>(new PartialStream(archive, 100)));
        Check(open.Load<float>());
        Check(await open.LoadAsync<float>());
        Assert.Equal(stream.Length, stream.Position);
        if (OperatingSystem.IsLinux())
            Check(await Sources.FromPipeAsync(archive, path => Npz.Load<float>(path)));

        static void Check(Dictionary<string, NdArray<float>> arrays)
        {
            Assert.Equal(["w", "b"], arrays.Keys);
            Assert.Equal(Weights, arrays["w"].AsSpan());
            Assert.Equal([2L, 1], arrays["b"].Shape);
            Assert.Equal([2, 3], arrays["b"].AsSpan());
        }
    }

    [Fact]
    public async Task Load_OtherType_NamesTheEntry()
    {
        byte[] archive = Npz.Save(("w", Weights), ("steps", new[] { 1, 2 }));
        string problem = "Entry 'steps.npy': " + Assert.Throws<InvalidCastException>(() => Npy.Load<float>(Npy.Save(new[] { 1, 2 }))).Message;
        using NpzFile seekable = Npz.Open(new MemoryStream(archive));

        Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => Npz.Load<float>(archive)).Message);
        Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => Npz.Load<float>(new PartialStream(archive, 100))).Message);
        Assert.Equal(problem, (await Assert.ThrowsAsync<InvalidCastException>(() => Npz.LoadAsync<float>(new MemoryStream(archive)))).Message);
        Assert.Equal(problem, (await Assert.ThrowsAsync<InvalidCastException>(() => Npz.LoadAsync<float>(new PartialStream(archive, 100)))).Message);
        Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => seekable.Load<float>()).Message);
    }

    [Fact]
    public void Load_CastingChecked_NamesTheEntryOfTheValue()
    {
        NpyReadOptions checkedCasts = new() { Casting = Casting.Checked };
        byte[] archive = Npz.Save(("w", new[] { 1.0, 2 }), ("v", new[] { 1, 1.5 }));

        Assert.StartsWith(
            "Entry 'v.npy': The element at index (1,) is 1.5, which int cannot hold",
            Assert.Throws<OverflowException>(() => Npz.Load<int>(archive, checkedCasts)).Message,
            StringComparison.Ordinal);
        Assert.Equal([1, 2], Npz.Load<int>(Npz.Save(("w", new[] { 1.0, 2 })), checkedCasts)["w"].ToArray());
    }

    [Fact]
    public void Load_OfTextsAndObjects_FollowsLoad()
    {
        byte[] archive = Npz.Save(("a", new[] { "x", "yz" }), ("b", new object[] { "o" }));

        Dictionary<string, NdArray<string>> arrays = Npz.Load<string>(archive);

        Assert.Equal(["x", "yz"], arrays["a"].ToArray());
        Assert.Equal(["o"], arrays["b"].ToArray());
        Assert.Equal("Entry 'b.npy': The element at index (0,) is long, not string.", Problem(Npz.Save(("a", new[] { "x" }), ("b", new object[] { 5L }))));
        Assert.Throws<NpyFormatException>(() => Npz.Load<string>(archive.AsMemory(0, 40)));

        static string Problem(byte[] archive) => Assert.Throws<InvalidCastException>(() => Npz.Load<string>(archive)).Message;
    }

    [Fact]
    public async Task Save_Dictionaries_AreTheSameOnEveryRung()
    {
        var arrays = new Dictionary<string, float[]> { ["w"] = Weights, ["b"] = [1] };
        Dictionary<string, NdArray<float>> typed = new() { ["w"] = Weights, ["b"] = new float[] { 1 } };
        byte[] expected = Npz.Save(("w", Weights), ("b", new float[] { 1 }));

        Assert.Equal(expected, Npz.Save(arrays));
        Assert.Equal(expected, Npz.Save(typed));
        Assert.Equal(expected, Npz.Save(Npz.Load<float>(expected)));
        Assert.Equal(expected, Written(writer => Npz.Save(writer, arrays)));
        Assert.Equal(expected, Written(writer => Npz.Save(writer, typed)));
        Assert.Equal(expected, await StreamedAsync(stream => Npz.Save(stream, arrays), null));
        Assert.Equal(expected, await StreamedAsync(stream => Npz.Save(stream, typed), null));
        Assert.Equal(expected, await StreamedAsync(null, stream => Npz.SaveAsync(stream, arrays)));
        Assert.Equal(expected, await StreamedAsync(null, stream => Npz.SaveAsync(stream, typed)));
        Assert.Equal(expected, await FiledAsync(path => Npz.Save(path, arrays), null));
        Assert.Equal(expected, await FiledAsync(path => Npz.Save(path, typed), null));
        Assert.Equal(expected, await FiledAsync(null, path => Npz.SaveAsync(path, arrays)));
        Assert.Equal(expected, await FiledAsync(null, path => Npz.SaveAsync(path, typed)));
        Assert.Equal(Npz.Save([("w", Weights), ("b", new float[] { 1 })], NpzWriteOptions.Compressed), Npz.Save(arrays, NpzWriteOptions.Compressed));
    }

    [Fact]
    public void Save_DictionaryOfNull_NamesIt()
    {
        Assert.StartsWith("The array of 'w' is null.", Assert.Throws<ArgumentException>(() => Npz.Save(new Dictionary<string, int[]> { ["w"] = null! })).Message, StringComparison.Ordinal);
        Assert.StartsWith("The array of 'w' is null.", Assert.Throws<ArgumentException>(() => Npz.Save(new Dictionary<string, NdArray<int>> { ["w"] = null! })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Npz.Save((Dictionary<string, int[]>)null!));
        Assert.Throws<ArgumentNullException>(() => Npz.Save((Dictionary<string, NdArray<int>>)null!));
    }

    private static byte[] Written(Action<IBufferWriter<byte>> save)
    {
        var writer = new ArrayBufferWriter<byte>();
        save(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static async Task<byte[]> StreamedAsync(Action<Stream>? save, Func<Stream, Task>? saveAsync)
    {
        var stream = new MemoryStream();
        save?.Invoke(stream);
        if (saveAsync is not null)
            await saveAsync(stream);
        return stream.ToArray();
    }

    private static async Task<byte[]> FiledAsync(Action<string>? save, Func<string, Task>? saveAsync)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("x.npz");
        save?.Invoke(path);
        if (saveAsync is not null)
            await saveAsync(path);
        return await File.ReadAllBytesAsync(path);
    }
}
