using System.Text.RegularExpressions;
using NpyIO.Tests.Support;
using Xunit;
using Trade = NpyIO.Tests.Docs.TypesExamples.Trade;

namespace NpyIO.Tests.Docs;

/// <summary>The README's table between NumPy and C#: its C# is in these tests word for word, with the table's own names.</summary>
[Collection(nameof(Alone))]
public sealed class ReadmeTableTests : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Table_OfTheReadme_IsCodeThatRuns()
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "NpyIO.Tests", "Docs", "ReadmeTableTests.cs"));

        string[] snippets = [.. MarkdownFile.Of("README.md").Lines
            .SkipWhile(line => line != "| NumPy | C# |")
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Regex.Matches(line.Split('|')[2], "`([^`]+)`").Select(match => match.Groups[1].Value))];

        Assert.InRange(snippets.Length, 35, 100);
        Assert.All(snippets, snippet => Assert.Contains(snippet, source, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_OfTheTable_AreReadAndWritten()
    {
        NdArray<float> a = NdArray.Create<float>(40, 3);
        a[10, 0] = 1;

        Npy.Save("x.npy", a);
        Assert.Equal(1, Npy.Load<float>("x.npy")[10, 0]);
        Assert.Equal(1, Npy.Load("x.npy").Get<float>(10, 0));

        using (MappedArray readable = Npy.Map("x.npy"))
            Assert.Equal(a[10, 0], readable.As<float>()[10, 0]);
        using (NpyFile stored = Npy.Open("x.npy"))
            Assert.Equal(a[10..30, 0].ToArray(), stored.Read<float>(10..30, 0).ToArray());
        using (MappedArray writable = Npy.Map("x.npy", MapAccess.ReadWrite))
            writable.As<float>()[10, 1] = 2;
        Assert.Equal(2, Npy.Load<float>("x.npy")[10, 1]);
        using (MappedArray created = Npy.CreateMapped<float>("x.npy", [2, 3]))
            Assert.Equal(0, created.As<float>()[1, 2]);

        Npz.Save("x.npz", [("w", a)], NpzWriteOptions.Compressed);
        Assert.Equal(["w"], Npz.Load("x.npz").Keys);
        Npz.Save("x.npz", ("w", a));
        using NpzFile npz = Npz.Open("x.npz");
        Assert.Equal(1, npz["w"].Load<float>()[10, 0]);
        Assert.Equal([20, 3], npz["w"].Read<float>(10..30).Shape.ToArray());
        Assert.Equal(1, npz["w"].Read<float>(10..30)[0, 0]);
        using MappedArray mapped = npz["w"].Map();
        Assert.Equal(1, mapped.As<float>()[10, 0]);

        SparseMatrix.Csr([1, 2], new[] { 1.5 }, new[] { 1 }, new[] { 0, 1 }).Save("s.npz");
        Assert.Equal([0, 1.5], SparseMatrix.Load("s.npz").ToDense().ToArray<double>());
    }

    [Fact]
    public void Objects_OfTheTable_AreReadAndWritten()
    {
        object? v = 5L;

        Npy.SaveItem("v.npy", v);
        Assert.Equal(5L, Npy.LoadItem("v.npy"));
        Pickle.Save("x.pkl", v);
        Assert.Equal(5L, Pickle.Load("x.pkl"));
        Joblib.Save("x.joblib", v);
        Assert.Equal(5L, Joblib.Load("x.joblib"));
        using JoblibFile file = Joblib.Open("x.joblib");
        Assert.Equal(5L, file.Value);
    }

    [Fact]
    public void Elements_OfTheTable_AreReadAndSet()
    {
        NdArray<float> a = NdArray.Create<float>(2, 3);
        NdArray n = a;
        (long i, long j, float x) = (1, 2, 7);

        a[i, j] = x;
        Assert.Equal(7, a[i, j]);
        Assert.Equal(7, n.Get<float>(i, j));
        n.Set(x, i, j);
        Assert.Equal((2, 6, DType.Float32), (a.Rank, a.Count, a.DType));
        Assert.Equal([2, 3], a.Shape.ToArray());
        Assert.Equal([0, 0, 7], a.At(i).ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 7], a.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 7], n.ToArray<float>());
    }

    [Fact]
    public void Dates_OfTheTable_AreReadAndWritten()
    {
        DateTime[] times = [new(2021, 3, 4, 5, 6, 7)];

        Npy.Save("t.npy", times);
        Assert.Equal(times, Npy.Load<DateTime>("t.npy"));
    }

    [Fact]
    public void Records_OfTheTable_AreReadAndWritten()
    {
        Trade[] trades = [new(new DateTime(2021, 3, 4), 1.5, "ABC", 3)];

        Npy.Save("trades.npy", trades);
        Assert.Equal(trades, Npy.Load<Trade>("trades.npy"));
    }

    [Fact]
    public void Views_OfTheTable_AreNumPys()
    {
        NdArray<float> a = NdArray.FromArray(new[,] { { 0, 1f, 2 }, { 3, 4, 5 } }).As<float>();
        NdArray n = a;

        Assert.Equal([0, 3, 1, 4, 2, 5], a.Transpose().ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], a.Transpose(1, 0).ToArray());
        Assert.Equal([2, 3], a.Transpose().Reshape(2, -1).Shape.ToArray());
        Assert.Equal([2, 3], a.Reshape(2, -1).Shape.ToArray());
        Assert.Equal(BitConverter.SingleToInt32Bits(5), n.View<int>()[1, 2]);
        Assert.Equal(5.0, a.To<double>()[1, 2]);
        Assert.Equal(5, a.To<int>(Casting.Checked)[1, 2]);
        a[1, 2] = 5.5f;
        Assert.Equal(5, a.To<int>(Casting.Unsafe)[1, 2]);
        Assert.Throws<OverflowException>(() => a.To<int>(Casting.Checked));
        Assert.Equal(5.5f, a.ToArray2D()[1, 2]);
        Assert.Equal([3, 4, 5.5f], a.ToJagged()[1]);
        Npy.Save("x.npy", a.At(0, 1));
        Assert.Equal(1, Npy.LoadScalar<float>("x.npy"));
        byte[] b = n.ToBytes();
        Assert.Equal(5.5f, NdArray.FromBuffer<float>(b)[5]);
    }

    [Fact]
    public void Slices_OfTheTable_AreNumPys()
    {
        NdArray<float> a = NdArray.Create([.. Enumerable.Range(0, 33).Select(number => (float)number)], 11, 3);
        NdArray<float> b = NdArray.Create([100f]), s = NdArray.Create<float>(4, 11, 3);
        long i = 2;

        Assert.Equal([5, 8], a[1..3, ^1]);
        Assert.Equal([0, 1, 2, 30, 31, 32], a[Slice.Every(10)].ToArray());
        Assert.Equal(30, a[Slice.Ellipsis, 0][10]);
        Assert.Equal([1, 11, 3], a[Slice.NewAxis, ..].Shape.ToArray());
        Assert.Equal([6, 7, 8], a[i, ..]);
        Assert.Equal([6, 7, 8], a.At(i));
        a[0, ..] = [1, 2, 3];
        a[1.., 0] = b;
        float sum = 0;
        foreach (float x in a) sum += x;
        foreach (var row in a.Rows())
            sum += row[0];
        Assert.Equal(1366 + 1001, sum);
        Assert.StartsWith("[[  1.   2.   3.]", $"{a}", StringComparison.Ordinal);
        Assert.StartsWith("array([[  1.", $"{a:r}", StringComparison.Ordinal);
        TextWriter console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        Console.WriteLine(a);
        Console.SetOut(console);
        Assert.Equal($"{a}{Environment.NewLine}", written.ToString());
        Assert.False(a.Equals(b));
        Assert.False(NdArray.ArrayEqual(a, b) || NdArray.AllClose(a, b));
        Assert.False(NdArray.Compare(a, b, new CompareOptions { Rtol = 1e-7 }).IsEmpty);
        Assert.Equal([3, 11], a.SwapAxes(0, 1).Shape.ToArray());
        Assert.Equal([100, 31, 32], a.Flip(0)[0, ..]);
        Assert.Equal([11, 3], a.Squeeze().Shape.ToArray());
        Assert.Equal([4, 11, 3], a.BroadcastTo(s.Shape).Shape.ToArray());
        Assert.True(b.BroadcastTo([2]).IsReadOnly);
    }

    [Fact]
    public void Records_OfTheTable_HaveFields()
    {
        NdArray n = NdArray.Create(DType.Parse("[('field', '<i4')]"), 1);

        Assert.Equal(0, n["field"].Get<int>(0));
        double[,] table = { { 0.5, 1 }, { 1.5, 2 } };
        Assert.Equal(NdArray.Create([0.5, 1, 1.5, 2], 2, 2), NdArray.FromArray(table));
        Assert.Equal(DType.Parse("<f8"), DType.Of<double>());
    }
}
