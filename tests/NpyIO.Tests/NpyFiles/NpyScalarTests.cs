using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Loading the only element of an array.</summary>
public sealed class NpyScalarTests
{
    [Fact]
    public async Task LoadScalar_EverySource_IsTheElement()
    {
        byte[] content = Npy.Save(NdArray.FromArray(new[] { 2.5 }).At(0));
        using var file = new TempFile(content);

        Assert.Equal(2.5, Npy.LoadScalar<double>(file.Path));
        Assert.Equal(2.5, Npy.LoadScalar<double>(new MemoryStream(content)));
        Assert.Equal(2.5, Npy.LoadScalar<double>(new PartialStream(content, 1)));
        Assert.Equal(2.5, Npy.LoadScalar<double>(content));
        Assert.Equal(2.5, Npy.LoadScalar<double>((ReadOnlyMemory<byte>)content));
        Assert.Equal(2.5, Npy.LoadScalar<double>(content.AsSpan()));
        Assert.Equal(2.5, await Npy.LoadScalarAsync<double>(file.Path));
        Assert.Equal(2.5, await Npy.LoadScalarAsync<double>(new AsyncOnlyStream(content)));
    }

    [Fact]
    public void LoadScalar_EveryType_IsAsLoadGivesIt()
    {
        Assert.Equal(7, Npy.LoadScalar<int>(Npy.Save(NdArray.FromArray(new[,] { { 7 } }).To(DType.Parse(">i4")))));
        Assert.Equal("abc", Npy.LoadScalar<string>(Npy.Save(new[] { "abc" })));
        Assert.True(Npy.LoadScalar<bool>(Npy.Save(new[] { true })));
        Assert.Equal(new Datetime64(3, DatetimeUnit.Day), Npy.LoadScalar<Datetime64>(Npy.Save(new[] { new Datetime64(3, DatetimeUnit.Day) })));
        Assert.Equal("x", Npy.LoadScalar<string>(Npy.Save(new object[] { "x" })));
        Assert.Equal([1, 2], Npy.LoadScalar<byte[]>(Npy.Save(new NdArray(DType.Void(2), ReadOnlySpan<long>.Empty, new byte[] { 1, 2 }))));
    }

    [Fact]
    public void LoadScalar_Casting_Converts()
    {
        NpyReadOptions checkedCasts = new() { Casting = Casting.Checked };

        Assert.Equal(2, Npy.LoadScalar<int>(Npy.Save(new[] { 2.0 }), checkedCasts));
        Assert.Throws<OverflowException>(() => Npy.LoadScalar<int>(Npy.Save(new[] { 2.5 }), checkedCasts));
        Assert.Equal(
            Assert.Throws<InvalidCastException>(() => Npy.Load<int>(Npy.Save(new[] { 2.0 }))).Message,
            Assert.Throws<InvalidCastException>(() => Npy.LoadScalar<int>(Npy.Save(new[] { 2.0 }))).Message);
    }

    [Fact]
    public async Task LoadScalar_OfMoreOrNone_NamesTheShape()
    {
        byte[] content = Npy.Save(new double[2, 3]);
        const string Problem = "LoadScalar reads an array of exactly one element, and this one has 6 elements, of shape (2, 3): Load<double> reads all of them.";

        Assert.Equal(Problem, Assert.Throws<InvalidOperationException>(() => Npy.LoadScalar<double>(content)).Message);
        Assert.Equal(Problem, Assert.Throws<InvalidOperationException>(() => Npy.LoadScalar<double>(new MemoryStream(content))).Message);
        Assert.Equal(Problem, (await Assert.ThrowsAsync<InvalidOperationException>(() => Npy.LoadScalarAsync<double>(new MemoryStream(content)))).Message);
        Assert.Equal(
            "LoadScalar reads an array of exactly one element, and this one has 0 elements, of shape (0,): Load<string> reads all of them.",
            Assert.Throws<InvalidOperationException>(() => Npy.LoadScalar<string>(Npy.Save(Array.Empty<string>()))).Message);
    }

    /// <summary>The header decides, so that nothing is allocated for what follows it.</summary>
    [Fact]
    public void LoadScalar_OfMuch_ReadsOnlyTheHeader()
    {
        byte[] claim = NpyBytes.Of("'<f8'", "(1000000000,)", []);

        Allocations.AreLittle(() => Assert.Throws<InvalidOperationException>(() => Npy.LoadScalar<double>(claim)));
        Assert.Throws<NpyFormatException>(() => Npy.LoadScalar<double>("no array"u8));
    }

    [Fact]
    public async Task LoadScalar_OfAnEntry_IsTheElement()
    {
        using NpzFile file = Npz.Open(Npz.Save(("rate", new[] { 0.5 }), ("many", new[] { 1, 2 }), ("whole", new[] { 3 })));

        Assert.Equal(0.5, file["rate"].LoadScalar<double>());
        Assert.Equal(0.5, await file["rate"].LoadScalarAsync<double>());
        Assert.Equal(3.0, file["whole"].LoadScalar<double>(new NpyReadOptions { Casting = Casting.Checked }));
        Assert.Equal(
            "LoadScalar reads an array of exactly one element, and this one has 2 elements, of shape (2,): Load<int> reads all of them.",
            Assert.Throws<InvalidOperationException>(() => file["many"].LoadScalar<int>()).Message);
    }
}
