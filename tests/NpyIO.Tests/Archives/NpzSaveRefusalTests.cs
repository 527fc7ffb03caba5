using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>What a save refuses, and what it leaves behind when it fails.</summary>
public sealed class NpzSaveRefusalTests
{
    private static readonly int[] Few = [1, 2, 3];

    [Fact]
    public void Save_SameNameTwice_IsRefused() =>
        Assert.Equal("There is an entry 'x.npy' already. (Parameter 'name')", Refusal(() => Npz.Save(("x", Few), ("y", Few), ("x", Few))));

    [Fact]
    public void Save_NameThatNoEntryCanHave_IsRefused()
    {
        Assert.Equal("The name 'a\\x00b.npy' holds a NUL, at which ZIP programs would cut it off. (Parameter 'name')", Refusal(() => Npz.Save(("a\0b", Few))));
        Assert.Equal("The name '\\udc00.npy' holds half a surrogate pair, which UTF-8 cannot write. (Parameter 'name')", Refusal(() => Npz.Save(("\udc00", Few))));
        Assert.StartsWith("The name beginning with 'xxxxxxxx", Refusal(() => Npz.Save((new string('x', 65_532), Few))));
    }

    [Fact]
    public void Save_WithoutArrayNameOrItem_IsRefused()
    {
        Assert.Equal("The array of 'x' is null. (Parameter 'item')", Refusal(() => Npz.Save([new NpzItem("x", null!)])));
        Assert.Throws<ArgumentNullException>(() => Npz.Save([new NpzItem(null!, Few)]));
        Assert.Throws<ArgumentNullException>(() => Npz.Save([(NpzItem)null!], null));
        Assert.Throws<ArgumentNullException>(() => Npz.Save((IEnumerable<NpzItem>)null!));
        Assert.Throws<ArgumentNullException>(() => Npz.Save((IReadOnlyDictionary<string, NdArray>)null!));
        Assert.Throws<ArgumentNullException>(() => Npz.Save((Stream)null!, ("x", Few)));
        Assert.Throws<ArgumentNullException>(() => Npz.Save((string)null!, ("x", Few)));
    }

    [Theory]
    [InlineData(3, "The alignment 3 is neither 0 nor a power of two up to 4096. (Parameter 'options')")]
    [InlineData(-4, "The alignment -4 is neither 0 nor a power of two up to 4096. (Parameter 'options')")]
    [InlineData(4097, "The alignment 4097 is neither 0 nor a power of two up to 4096. (Parameter 'options')")]
    [InlineData(int.MinValue, "The alignment -2147483648 is neither 0 nor a power of two up to 4096. (Parameter 'options')")]
    [InlineData(8192, "The alignment 8192 is neither 0 nor a power of two up to 4096. (Parameter 'options')")]
    public void Save_BadAlignment_IsRefused(int alignment, string message) =>
        Assert.Equal(message, Refusal(() => Npz.Save([("x", Few)], new NpzWriteOptions { Alignment = alignment })));

    [Fact]
    public void Save_BadOptions_AreRefused()
    {
        Assert.Equal("There is no compression 9. (Parameter 'options')", Refusal(() => Npz.Save([("x", Few)], new NpzWriteOptions { Compression = (NpzCompression)9 })));
        Assert.Equal("There is no compression 4. (Parameter 'options')", Refusal(() => Npz.Save([("x", Few)], new NpzWriteOptions { Compression = (NpzCompression)4 })));
        Assert.Equal("There is no compression 4. (Parameter 'item')", Refusal(() => Npz.Save([new NpzItem("x", Few) { Compression = (NpzCompression)4 }])));
        Assert.Equal("There is no compression -1. (Parameter 'item')", Refusal(() => Npz.Save([new NpzItem("x", Few) { Compression = (NpzCompression)(-1) }])));
        Assert.Equal("MaxThreads is -1; it must not be negative. (Parameter 'options')", Refusal(() => Npz.Save([("x", Few)], new NpzWriteOptions { MaxThreads = -1 })));
        Assert.Equal("MaxThreads is -2; it must not be negative. (Parameter 'options')", Refusal(() => Npz.Save([("x", Few)], new NpzWriteOptions { MaxThreads = -2 })));
    }

    [Fact]
    public void Save_StreamThatCannotBeWritten_IsRefused() =>
        Assert.Equal("The stream cannot be written. (Parameter 'stream')", Refusal(() => Npz.Save(new MemoryStream([], writable: false), ("x", Few))));

    [Fact]
    public async Task SaveAsync_WhatIsRefused_IsTheSame()
    {
        using var file = new TempFile([1, 2, 3]);
        NpzItem[] items = [new("x", Few)];
        await Assert.ThrowsAsync<ArgumentNullException>(() => Npz.SaveAsync((string)null!, items));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Npz.SaveAsync((Stream)null!, items));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Npz.SaveAsync(file.Path, (IEnumerable<NpzItem>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Npz.SaveAsync(file.Path, (IReadOnlyDictionary<string, NdArray>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Npz.SaveAsync(new MemoryStream(), (IReadOnlyDictionary<string, NdArray>)null!));
        Assert.Equal("The stream cannot be written. (Parameter 'stream')", (await Assert.ThrowsAsync<ArgumentException>(() => Npz.SaveAsync(new MemoryStream([], writable: false), items))).Message);
        Assert.Equal("The stream cannot be written. (Parameter 'stream')", Refusal(() => Npz.Create(new MemoryStream([], writable: false)).Dispose()));
        Assert.Throws<ArgumentNullException>(() => Npz.Create((Stream)null!));

        foreach (NpzItem[] bad in (NpzItem[][])[[.. items, .. items], [new("a\0b", Few)], [new("x", null!)], [new(null!, Few)], [null!], [new("x", Few) { Compression = (NpzCompression)4 }]])
        {
            string message = Refusal(() => Npz.Save(bad));
            Assert.Equal(message, (await Assert.ThrowsAnyAsync<ArgumentException>(() => Npz.SaveAsync(file.Path, bad))).Message);
            Assert.Equal(message, (await Assert.ThrowsAnyAsync<ArgumentException>(() => Npz.SaveAsync(file.Path, Lazy(bad)))).Message);
            Assert.Equal(message, (await Assert.ThrowsAnyAsync<ArgumentException>(() => Npz.SaveAsync(new MemoryStream(), bad))).Message);
        }

        AssertUntouched(file);
    }

    [Fact]
    public void Save_LongerThanBytesCanBe_IsRefused()
    {
        // All elements are the same one: a stride of zero.
        var array = new NdArray(DType.Parse("<i8"), [1L << 30], new byte[8], strides: [0L]);
        Assert.Equal(
            "The file would have 8589934952 bytes, but a byte[] holds at most 2147483591. Save to a path or a stream.",
            Refusal(() => Npz.Save([array], NpzWriteOptions.Default)));
    }

    [Fact]
    public void Save_RefusedItem_LeavesTheOldFile()
    {
        using var file = new TempFile([1, 2, 3]);
        Assert.Throws<ArgumentException>(() => Npz.Save(file.Path, ("x", Few), ("x", Few)));
        Assert.Throws<ArgumentException>(() => Npz.Save(file.Path, Lazy(new NpzItem("x", Few), new NpzItem("x", Few))));
        AssertUntouched(file);
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public void Save_ThatFails_LeavesTheOldFile(NpzCompression compression)
    {
        using var file = new TempFile([1, 2, 3]);
        var progress = new Recorder(_ => throw new InvalidOperationException("enough"));
        NpzWriteOptions options = new() { Compression = compression, Progress = progress };

        Assert.Throws<InvalidOperationException>(() => Npz.Save(file.Path, NpzSamples.All(), options));

        AssertUntouched(file);
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public async Task SaveAsync_Cancelled_LeavesTheOldFile(NpzCompression compression)
    {
        using var file = new TempFile([1, 2, 3]);
        using var source = new CancellationTokenSource();
        NpzWriteOptions options = new() { Compression = compression, Progress = new Recorder(_ => source.Cancel()) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Npz.SaveAsync(file.Path, NpzSamples.All(), options, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Npz.SaveAsync(file.Path, NpzSamples.All(), options, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Npz.SaveAsync(new MemoryStream(), NpzSamples.All(), options, source.Token));

        AssertUntouched(file);
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public async Task Save_ToAStreamThatIsFull_PassesItsErrorOn(NpzCompression compression)
    {
        NpzWriteOptions options = new() { Compression = compression };
        Assert.Equal("the stream is full", Assert.Throws<IOException>(() => Npz.Save(new ForwardStream { Room = 6_000_000 }, NpzSamples.All(), options)).Message);
        var error = await Assert.ThrowsAsync<IOException>(() => Npz.SaveAsync(new ForwardStream { Room = 6_000_000 }, NpzSamples.All(), options));
        Assert.Equal("the stream is full", error.Message);
    }

    [Fact]
    public void Save_IntoAMissingFolder_NamesTheGivenPath()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => Npz.Save("no such folder/x.npz", ("x", Few)));
        Assert.Equal("Could not find a part of the path 'no such folder/x.npz'.", error.Message);
    }

    private static IEnumerable<NpzItem> Lazy(params NpzItem[] items) => items.Where(_ => true);

    private static string Refusal(Action save) => Assert.ThrowsAny<ArgumentException>(save).Message;

    private static void AssertUntouched(TempFile file)
    {
        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
    }
}
