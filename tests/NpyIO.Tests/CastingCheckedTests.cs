using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>Casting.Checked by way of the verbs: every layout and every source names the value and its index.</summary>
public sealed class CastingCheckedTests
{
    private static readonly NpyReadOptions Checked = new() { Casting = Casting.Checked };

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Load_AValueThatIsLost_NamesItAndItsIndex(bool fortran, bool bigEndian)
    {
        byte[] file = File(fortran, bigEndian, 1L << 40);
        const string Problem = "The element at index (1, 2) is 1099511627776, which int cannot hold: Casting.Checked converts only where no value is lost. Load it as long, or convert with Casting.SameKind, as NumPy does.";
        using var path = new TempFile(file);

        Assert.Equal(Problem, Assert.Throws<OverflowException>(() => Npy.Load<int>(file, Checked)).Message);
        Assert.Equal(Problem, Assert.Throws<OverflowException>(() => Npy.Load<int>(new MemoryStream(file), Checked)).Message);
        Assert.Equal(Problem, Assert.Throws<OverflowException>(() => Npy.Load<int>(path.Path, Checked)).Message);
        Assert.Equal(Problem, Assert.Throws<OverflowException>(() => Npy.Load(path.Path, new int[6].AsSpan(), Checked)).Message);
        Assert.Equal(Problem, (await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<int>(new MemoryStream(file), Checked))).Message);
        Assert.Equal(Problem, (await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<int>(path.Path, Checked))).Message);
        Assert.Equal(Problem, Assert.Throws<OverflowException>(() => Npy.Load(file, NpyReadOptions.AsStored).To<int>(Casting.Checked)).Message);
        Assert.Equal(Problem, Assert.Throws<OverflowException>(() => Npy.Load(file).As<long>().To<int>(Casting.Checked)).Message);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Load_ValuesThatSurvive_GivesThemInCOrder(bool fortran, bool bigEndian)
    {
        byte[] file = File(fortran, bigEndian, 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], Npy.Load<int>(file, Checked).AsSpan());
        Assert.Equal([1UL, 2, 3, 4, 5, 6], Npy.Load<ulong>(file, Checked).ToArray());
        Assert.Equal([1.0, 2, 3, 4, 5, 6], Npy.Load<double>(new MemoryStream(file), Checked).AsSpan());
        Assert.Equal([1, 2, 3, 4, 5, 6], Npy.Load(file, NpyReadOptions.AsStored).To<int>(Casting.Checked).AsSpan());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600_000)]
    [InlineData(1_099_999)]
    public void Load_LongFile_NamesTheIndex(int place)
    {
        var values = new double[1_100_000];
        values[place] = 2.5;
        using var file = new TempFile(Npy.Save(NdArray.FromArray(values)));

        var error = Assert.Throws<OverflowException>(() => Npy.Load<int>(file.Path, Checked));

        Assert.StartsWith($"The element at index ({place},) is 2.5, which int cannot hold", error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The element at index ({place},) is 2.5, which int cannot hold", Assert.Throws<OverflowException>(() => NdArray.FromArray(values).To<int>(Casting.Checked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EntryOfAnArchive_NamesTheIndex()
    {
        using NpzFile archive = Npz.Open(Npz.Save(("x", new[] { 1.0, double.NaN })));

        var error = Assert.Throws<OverflowException>(() => archive["x"].Load<long>(Checked));

        Assert.StartsWith("The element at index (1,) is NaN, which long cannot hold", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_ZeroDimensions_NamesTheEmptyIndex() =>
        Assert.StartsWith(
            "The element at index () is <1; 2>, which double cannot hold",
            Assert.Throws<OverflowException>(() => NdArray.FromArray(new[] { new Complex(1, 2) }).Reshape().To<double>(Casting.Checked)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void To_IntegersThatADoubleRounds_AreRefused()
    {
        NdArray array = NdArray.FromArray(new[] { 1L << 53, (1L << 53) + 1 });

        Assert.Equal([9007199254740992.0, 9007199254740992.0], array.To<double>().AsSpan());
        Assert.StartsWith("The element at index (1,) is 9007199254740993, which double cannot hold", Assert.Throws<OverflowException>(() => array.To<double>(Casting.Checked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_Text_IsNoConversionOfNumbers() =>
        Assert.Throws<InvalidCastException>(() => NdArray.FromArray(new[] { "1" }).To<int>(Casting.Checked));

    private static byte[] File(bool fortran, bool bigEndian, long last)
    {
        NdArray array = NdArray.FromArray(new[,] { { 1L, 2, 3 }, { 4, 5, last } });
        array = bigEndian ? array.To(DType.Parse(">i8")) : array;
        return Npy.Save(fortran ? array.Transpose().Copy().Transpose() : array);
    }
}
