using System.Buffers;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Saves of a <c>T[]</c>, whose T counts, and loads whose only option is the casting.</summary>
public sealed class NpyTypedVerbTests
{
    [Fact]
    public async Task Save_TArray_IsTheSameOnEveryRung()
    {
        int[] numbers = [1, 2, 3];
        byte[] expected = Npy.Save(NdArray.FromArray(numbers).ToNdArray());
        using var folder = new TempFolder();
        string path = folder.PathOf("x.npy"), pathAsync = folder.PathOf("y.npy");
        var stream = new MemoryStream();
        var streamAsync = new MemoryStream();
        var writer = new ArrayBufferWriter<byte>();

        Npy.Save(path, numbers);
        Npy.Save(stream, numbers);
        Npy.Save(writer, numbers);
        await Npy.SaveAsync(pathAsync, numbers);
        await Npy.SaveAsync(streamAsync, numbers);

        Assert.Equal(expected, File.ReadAllBytes(path));
        Assert.Equal(expected, File.ReadAllBytes(pathAsync));
        Assert.Equal(expected, stream.ToArray());
        Assert.Equal(expected, streamAsync.ToArray());
        Assert.Equal(expected, writer.WrittenSpan);
        Assert.Equal(expected, Npy.Save(numbers));
        Assert.Equal(2, Npy.Load(Npy.Save(numbers, new NpyWriteOptions { Version = NpyVersion.V2 })).Get<int>(1));
    }

    [Fact]
    public void Save_TArray_TIsTheCallers()
    {
        object[] derived = new string[] { "a", "b" };
        Array same = derived;

        Assert.Equal("'|O'", Descr(Npy.Save(derived)));
        Assert.Equal("'<U1'", Descr(Npy.Save(same)));
        Assert.Equal(["a", "b"], Npy.Load<object>(Npy.Save(derived)).ToArray());
        Assert.Equal("'|O'", Descr(Npy.Save(new object?[] { null, "a" })));
        Assert.Equal("'<u4'", Descr(Npy.Save((uint[])(object)new int[1])));
        Assert.Equal("'<i4'", Descr(Npy.Save(new DayOfWeek[1])));
    }

    [Fact]
    public void Save_EmptyTArray_HasTheDTypeOfT()
    {
        Assert.Equal("'<f4'", Descr(Npy.Save(Array.Empty<float>())));
        Assert.Equal("'<U1'", Descr(Npy.Save(Array.Empty<string>())));
        Assert.Equal("'|O'", Descr(Npy.Save(Array.Empty<object>())));
        Assert.Equal("'<M8'", Descr(Npy.Save(Array.Empty<Datetime64>())));
        Assert.Equal([0L], Npy.Load(Npy.Save(Array.Empty<float>())).Shape);
    }

    [Fact]
    public void Save_TArrayOfTexts_RefusesNull() =>
        Assert.StartsWith("The text at index 1 is null", Assert.Throws<ArgumentException>(() => Npy.Save(new string?[] { "a", null })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Save_Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Npy.Save((int[])null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Npy.SaveAsync(new MemoryStream(), (int[])null!));
    }

    [Fact]
    public void Save_ARectangle_IsStillOne() => Assert.Equal([1L, 2], Npy.Load(Npy.Save(new[,] { { 1, 2 } })).Shape);

    [Fact]
    public async Task Load_Casting_IsThatOption()
    {
        int[] expected = [1, 2];
        byte[] content = Npy.Save(new[] { 1.0, 2 });
        using var file = new TempFile(content);

        Assert.Equal(expected, Npy.Load<int>(file.Path, Casting.Checked).ToArray());
        Assert.Equal(expected, Npy.Load<int>(new MemoryStream(content), Casting.Checked).ToArray());
        Assert.Equal(expected, Npy.Load<int>(content, Casting.Checked).ToArray());
        Assert.Equal(expected, Npy.Load<int>(content.AsSpan(), Casting.Unsafe).ToArray());
        Assert.Equal(expected, (await Npy.LoadAsync<int>(file.Path, Casting.Checked)).ToArray());
        Assert.Equal(expected, (await Npy.LoadAsync<int>(new AsyncOnlyStream(content), Casting.Checked)).ToArray());
        Assert.Throws<OverflowException>(() => Npy.Load<int>(Npy.Save(new[] { 2.5 }), Casting.Checked));
        Assert.Equal([2], Npy.Load<int>(Npy.Save(new[] { 2.5 }), Casting.Unsafe).ToArray());
        Assert.Throws<InvalidCastException>(() => Npy.Load<int>(content, Casting.Safe));
    }

    private static string Descr(byte[] content) => Npy.ReadHeader(content).DType.Descr;
}
