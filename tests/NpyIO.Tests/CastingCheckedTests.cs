using System.Numerics;
using NpyIO.Coding;
using NpyIO.Tests.Kernels;
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
        const string Problem = "The element at index (1, 2) is 1099511627776, which int cannot hold: Casting.Checked converts only where no value is lost. Load it as long; Casting.SameKind makes it 0, as NumPy does.";
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

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Load_AnyElementIsLost_NamesItsIndex(bool fortran, bool bigEndian)
    {
        foreach (long[] index in Reference.Indices([2, 3, 4]))
        {
            NdArray array = NdArray.Create(bigEndian ? DType.Parse(">i8") : DType.Int64, 2, 3, 4);
            array.Set(1L << 40, index);
            byte[] file = Npy.Save(fortran ? array.Copy(Order.Fortran) : array);
            string start = $"The element at index ({string.Join(", ", index)}) is 1099511627776, which int cannot hold";

            foreach (Action read in (Action[])
            [
                () => Npy.Load<int>(file, Checked),
                () => Npy.Load<int>(file, Checked with { Order = Order.Fortran }),
                () => Npy.Load<int>(file, Checked with { Order = Order.Keep }),
                () => Npy.Load(file, new int[24].AsSpan(), Checked),
                () => Npy.Load(file, NpyReadOptions.AsStored).To<int>(Casting.Checked),
                () => array.Transpose().Copy().Transpose().To<int>(Casting.Checked),
            ])
            {
                Assert.StartsWith(start, Assert.Throws<OverflowException>(read).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Load_LongMatrix_NamesTheIndex(bool fortran, bool isPieced)
    {
        using IDisposable? lowered = isPieced ? ArrayDecoder.MaxPiece.Lower(4096) : null;
        foreach ((int row, int column) in ((int, int)[])[(0, 1), (1, 0), (123, 456), (399, 498), (399, 499)])
        {
            var values = new double[400, 500];
            values[row, column] = 2.5;
            NdArray array = NdArray.FromArray(values);
            byte[] content = Npy.Save(fortran ? array.Copy(Order.Fortran) : array);
            using var file = new TempFile(content);
            using NpzFile archive = Npz.Open(Npz.Save([("a", fortran ? array.Copy(Order.Fortran) : array)], NpzWriteOptions.Compressed));
            OverflowException[] errors =
            [
                Assert.Throws<OverflowException>(() => Npy.Load<int>(file.Path, Checked)),
                Assert.Throws<OverflowException>(() => Npy.Load<int>(Sources.Later(content), Checked)),
                Assert.Throws<OverflowException>(() => Npy.Load<int>(new PartialStream(content, 10_007), Checked)),
                Assert.Throws<OverflowException>(() => Npy.Load<int>(content, Checked)),
                Assert.Throws<OverflowException>(() => Npy.Load(file.Path, new int[200_000].AsSpan(), Checked)),
                Assert.Throws<OverflowException>(() => archive["a"].Load<int>(Checked)),
                await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<int>(file.Path, Checked)),
                await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<int>(Sources.Later(content), Checked)),
                await Assert.ThrowsAsync<OverflowException>(() => Npy.LoadAsync<int>(new PartialStream(content, 10_007), Checked)),
                Assert.Throws<OverflowException>(() => array.To<int>(Casting.Checked)),
                Assert.Throws<OverflowException>(() => array.Transpose().Copy().Transpose().To<int>(Casting.Checked)),
            ];

            Assert.All(errors, error => Assert.StartsWith($"The element at index ({row}, {column}) is 2.5, which int cannot hold", error.Message, StringComparison.Ordinal));
        }
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
