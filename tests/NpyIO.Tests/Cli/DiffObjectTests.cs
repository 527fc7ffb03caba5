using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary><c>npyio diff</c> of pickles: what is equal, what differs, and under which path.</summary>
public class DiffObjectTests
{
    /// <summary>Values that differ each from each, also where their texts or their paths are the same.</summary>
    private static readonly Func<object?>[] Values =
    [
        () => null,
        () => true,
        () => 1L,
        () => 1.0,
        () => new Complex(1, 0),
        () => double.NaN,
        () => BigInteger.Pow(2, 70),
        () => BigInteger.Pow(2, 70) + 1,
        () => "1",
        () => "1"u8.ToArray(),
        () => "2"u8.ToArray(),
        () => new List<byte> { (byte)'1' },
        () => new List<object?> { 1L },
        () => new List<object?> { 1L, null },
        () => new PickleTuple(1L),
        () => new PickleTuple("1"u8.ToArray()),
        () => new PickleSet([1L]),
        () => new PickleSet([2L]),
        () => new PickleSet([1L]) { IsFrozen = true },
        () => new PickleSet([double.NaN, "x"]),
        () => Dictionary(new PickleTuple(1L, 2L), 5L),
        () => Dictionary(new PickleTuple(3L, 4L), 5L),
        () => Dictionary("a"u8.ToArray(), 5L),
        () => Dictionary("b"u8.ToArray(), 5L),
        () => Dictionary(new PickleSet([1L]) { IsFrozen = true }, 5L),
        () => Dictionary(new PickleSet([2L]) { IsFrozen = true }, 5L),
        () => Dictionary(1.5, 5L),
        () => Dictionary(1.5, 6L),
        () => Dictionary(double.NaN, 5L),
        () => Dictionary(double.NaN, 6L),
        () => Dictionary(new PickleTuple(double.NaN, 1L), 5L),
        () => Dictionary(null, 5L),
        () => Dictionary("k", Dictionary(new PickleTuple("n"), 1L)),
        () => Dictionary("k", Dictionary(new PickleTuple("m"), 1L)),
        () => new PickleDictionary(),
        () => new PickleDictionary { Kind = PickleDictionaryKind.Ordered },
        () => new PickleDictionary { Kind = PickleDictionaryKind.Ordered, Attributes = Dictionary("x", 1L) },
        () => new PickleDictionary { Kind = PickleDictionaryKind.Default },
        () => new PickleDictionary { Kind = PickleDictionaryKind.Default, DefaultFactory = new PickleObject("builtins", "list") },
        () => new PickleDictionary { Kind = PickleDictionaryKind.Default, DefaultFactory = new PickleObject("builtins", "dict") },
        () => new PickleObject("m", "A"),
        () => new PickleObject("m" + new string('m', 100), "A"),
        () => new PickleObject("m" + new string('m', 100), "B"),
        () => new PickleObject("m", "A") { Arguments = new PickleTuple() },
        () => new PickleObject("m", "A") { Arguments = new PickleTuple(1L) },
        () => new PickleObject("n", "A") { Arguments = new PickleTuple(1L) },
        () => NdArray.FromArray(new long[] { 1 }),
        () => NdArray.FromArray(new long[] { 2 }),
        () => NdArray.FromArray(new double[] { 1 }),
        () => new PickleRange(1, 2, 1),
        () => new PickleSlice(1L, 2L, null),
        () => new PickleSlice(1L, 3L, null),
        () => new DateOnly(2020, 1, 2),
        () => DType.Parse("<f8"),
        () => DType.Parse("<f4"),
    ];

    [Fact]
    public void Diff_EveryValueWithEveryOther_DiffersUnlessItIsTheSame()
    {
        using var folder = new TempFolder();
        string[] files = [.. Values.Select((make, i) => Saved(folder, $"{i}.pkl", make()))];
        for (int i = 0; i < files.Length; i++)
        {
            for (int j = 0; j < files.Length; j++)
            {
                CliRun run = CliRun.Of("diff", files[i], files[j]);
                Assert.True((run.Status, run.Error, run.Output.Length == 0) == (i == j ? 0 : 1, "", i == j), $"{i} with {j}: {run}");
            }
        }
    }

    [Fact]
    public void Diff_GoldenPickles_EqualThemselvesAndNotTheNext()
    {
        int compared = 0;
        foreach (string folder in Directory.EnumerateDirectories(Repository.PathOf("testdata"), "pickles", SearchOption.AllDirectories))
        {
            string[] files = [.. Directory.EnumerateFiles(folder, "*.pkl").Where(file => CliRun.Of("cat", file).Status == 0).Order(StringComparer.Ordinal)];
            foreach (string file in files)
            {
                Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", file, file));
                compared++;
            }

            string[] kinds = [.. files.Where(file => file.EndsWith("-2.pkl", StringComparison.Ordinal))];
            foreach ((string file, string next) in kinds.Zip(kinds.Skip(1)))
            {
                CliRun run = CliRun.Of("diff", file, next);
                Assert.True((run.Status, run.Error) == (1, "") && run.Output.Length > 0, $"{file} {next}: {run}");
            }
        }

        Assert.InRange(compared, 100, int.MaxValue);
    }

    [Fact]
    public void Diff_Keys_AreFoundAsPythonFindsThem()
    {
        using var folder = new TempFolder();
        string one = Saved(folder, "a.pkl", new PickleDictionary { [new PickleTuple(1L, "x")] = 5L, ["a"u8.ToArray()] = 6L, [1L] = 7L, [2.5] = 8L, [double.NaN] = 9L });
        string other = Saved(folder, "b.pkl", new PickleDictionary { [double.NaN] = 90L, [2.5] = 80L, [1.0] = 70L, ["a"u8.ToArray()] = 60L, [new PickleTuple(1L, "x")] = 50L });

        Assert.Equal(
            "[(1, 'x')]: 5 (ACTUAL), 50 (DESIRED)\n[b'a']: 6 (ACTUAL), 60 (DESIRED)\n[1]: 7 (ACTUAL), 70 (DESIRED)\n[2.5]: 8 (ACTUAL), 80 (DESIRED)\n[nan]: 9 (ACTUAL), 90 (DESIRED)\n",
            CliRun.Of("diff", one, other).Output);
    }

    [Fact]
    public void Diff_Sets_HaveNoOrder()
    {
        using var folder = new TempFolder();
        string one = Saved(folder, "a.pkl", new PickleSet([1L, "x", double.NaN, 3L])), other = Saved(folder, "b.pkl", new PickleSet([double.NaN, 4L, "x", 1L]));

        Assert.Equal(new CliRun(1, "value: 3 (ACTUAL), nothing (DESIRED)\nvalue: nothing (ACTUAL), 4 (DESIRED)\n", ""), CliRun.Of("diff", one, other));
    }

    [Fact]
    public void Diff_Numbers_FollowTheOptions()
    {
        using var folder = new TempFolder();
        foreach ((object one, object other) in ((object, object)[])[(100L, 101L), (1.0, 1.01), (new Complex(1, 1), new Complex(1, 1.01)), (BigInteger.Pow(2, 70), BigInteger.Pow(2, 70) + 5)])
        {
            foreach (Func<object, object> wrap in (Func<object, object>[])[value => value, value => new List<object?> { value }, value => new PickleTuple(value), value => Dictionary("k", value), value => Instance("m", value)])
            {
                string file = Saved(folder, "a.pkl", wrap(one)), next = Saved(folder, "b.pkl", wrap(other));
                Assert.Equal(1, CliRun.Of("diff", file, next).Status);
                Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", file, next, "--rtol", "0.1"));
                Assert.Equal(1, CliRun.Of("diff", file, next, "--rtol", "1e-30").Status);
            }
        }
    }

    [Fact]
    public void Diff_NaN_EqualsNaNUnlessAsked()
    {
        using var folder = new TempFolder();
        foreach (object value in (object[])[double.NaN, new Complex(0, double.NaN), new List<object?> { double.NaN }, Dictionary("k", double.NaN), new PickleSet([double.NaN]), new PickleTuple(NdArray.FromArray([double.NaN]))])
        {
            string file = Saved(folder, "a.pkl", value);
            Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", file, file));
            Assert.Equal(1, CliRun.Of("diff", file, file, "--equal-nan", "false").Status);
        }
    }

    [Fact]
    public void Diff_NumbersOfOtherTypes_CompareOnlyIfNotStrict()
    {
        using var folder = new TempFolder();
        foreach ((object one, object other) in ((object, object)[])[(1L, 1.0), (true, 1L), (1.0, new Complex(1, 0)), (1.0, NdArray.FromArray([1.0f])), (BigInteger.Pow(2, 70), Math.Pow(2, 70))])
        {
            string file = Saved(folder, "a.pkl", one), next = Saved(folder, "b.pkl", other);
            Assert.Equal(1, CliRun.Of("diff", file, next).Status);
            Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", file, next, "--strict", "false"));
        }
    }

    [Fact]
    public void Diff_Subclasses_CompareClassAndAttributesToo()
    {
        using var folder = new TempFolder();
        string[] files =
        [
            folder.Write("0.pkl", Subclass("Image", 1, "x")),
            folder.Write("1.pkl", Subclass("Signal", 1, "x")),
            folder.Write("2.pkl", Subclass("Image", 2, "x")),
            folder.Write("3.pkl", Subclass("Image", 1, "y")),
            Saved(folder, "4.pkl", NdArray.FromArray(new byte[] { 1 })),
        ];
        for (int i = 0; i < files.Length; i++)
        {
            for (int j = 0; j < files.Length; j++)
                Assert.Equal((i == j ? 0 : 1, ""), (CliRun.Of("diff", files[i], files[j]) is var run ? run.Status : -1, run.Error));
        }

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", files[0], files[2], "--atol", "1"));
        Assert.Equal(".state[5]: 'x' (ACTUAL), 'y' (DESIRED)\n", CliRun.Of("diff", files[0], files[3]).Output);
    }

    /// <summary>Pickles by opcodes, since only reading makes such descriptions: every pair of them, in both directions.</summary>
    [Theory]
    [InlineData("cm\nC\n)R.", "\u0080\u0002cm\nC\n)\u0081.", "value: objects made in two ways", "value: objects made in two ways")]
    [InlineData("cm\nC\n)R}S'k'\nI1\nsb.", "cm\nC\n)R.", ".state: dict of 1 (ACTUAL), nothing (DESIRED)", ".state: nothing (ACTUAL), dict of 1 (DESIRED)")]
    [InlineData("cm\nC\n)R(I1\nI2\ne.", "cm\nC\n)R(I1\nI3\ne.", ".items[1]: 2 (ACTUAL), 3 (DESIRED)", ".items[1]: 3 (ACTUAL), 2 (DESIRED)")]
    [InlineData("cm\nC\n)R(I1\ne.", "cm\nC\n)R(I1\nI3\ne.", ".items[1]: nothing (ACTUAL), 3 (DESIRED)", ".items[1]: 3 (ACTUAL), nothing (DESIRED)")]
    [InlineData("cm\nC\n)R(S'k'\nI1\nu.", "cm\nC\n)R(S'k'\nI2\nu.", ".entries['k']: 1 (ACTUAL), 2 (DESIRED)", ".entries['k']: 2 (ACTUAL), 1 (DESIRED)")]
    [InlineData("cm\nC\n)}(S'k'\nI1\nu\u0092.", "cm\nC\n)}(S'k'\nI2\nu\u0092.", ".kwargs['k']: 1 (ACTUAL), 2 (DESIRED)", ".kwargs['k']: 2 (ACTUAL), 1 (DESIRED)")]
    [InlineData("cm\nf\n(I1\ntR)R.", "cm\nf\n(I2\ntR)R.", ".callable.args[0]: 1 (ACTUAL), 2 (DESIRED)", ".callable.args[0]: 2 (ACTUAL), 1 (DESIRED)")]
    public void Diff_PartsOfInstances_AreNamed(string pickle, string otherPickle, string forth, string back)
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.pkl", System.Text.Encoding.Latin1.GetBytes(pickle)), other = folder.Write("b.pkl", System.Text.Encoding.Latin1.GetBytes(otherPickle));

        Assert.Equal(new CliRun(1, $"{forth}\n", ""), CliRun.Of("diff", one, other));
        Assert.Equal(new CliRun(1, $"{back}\n", ""), CliRun.Of("diff", other, one));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, one));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", other, other));
    }

    [Fact]
    public void Diff_LargeIntegers_FollowTheToleranceToItsBound()
    {
        using var folder = new TempFolder();
        string one = Saved(folder, "a.pkl", BigInteger.Pow(2, 70)), other = Saved(folder, "b.pkl", BigInteger.Pow(2, 70) + 8), huge = Saved(folder, "c.pkl", BigInteger.Pow(10, 400)), more = Saved(folder, "d.pkl", BigInteger.Pow(10, 400) + 1);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, other, "--atol", "8"));
        Assert.Equal(new CliRun(1, $"value: {BigInteger.Pow(2, 70)} (ACTUAL), {BigInteger.Pow(2, 70) + 8} (DESIRED)\n", ""), CliRun.Of("diff", one, other, "--atol", "7.9"));

        // The desired value is beyond the greatest float, and so would be any tolerance relative to it.
        Assert.Equal(1, CliRun.Of("diff", huge, more, "--rtol", "0.5").Status);
    }

    [Fact]
    public void Diff_CyclesAndDeepNests_End()
    {
        using var folder = new TempFolder();
        var cycle = new List<object?> { 1L };
        cycle.Add(cycle);
        object? deep = 1L, other = 2L;
        for (int i = 0; i < 5000; i++)
            (deep, other) = (new List<object?> { deep }, new List<object?> { other });
        string file = Saved(folder, "a.pkl", cycle), nest = Saved(folder, "b.pkl", deep), next = Saved(folder, "c.pkl", other);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", file, file));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", nest, nest));
        CliRun run = CliRun.Of("diff", nest, next);
        Assert.Equal((1, ""), (run.Status, run.Error));
        Assert.StartsWith("…[0][0]", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("[0][0]: 1 (ACTUAL), 2 (DESIRED)\n", run.Output, StringComparison.Ordinal);
    }

    private static PickleDictionary Dictionary(object? key, object? value) => new() { [key] = value };

    private static PickleObject Instance(string module, object value) => new(module, "A") { Arguments = new PickleTuple(value) };

    /// <summary>Written by opcodes, since only a pickle that is read makes the description of a subclass.</summary>
    private static byte[] Subclass(string name, byte element, string attribute) =>
    [
        .. System.Text.Encoding.ASCII.GetBytes(
            $"cnumpy.core.multiarray\n_reconstruct\n(cmine\n{name}\n(I0\ntS'b'\ntR(I1\n(I1\ntcnumpy\ndtype\n(S'u1'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI0\ntbI00\nS'\\x{element:x2}'\nV{attribute}\ntb."),
    ];

    private static string Saved(TempFolder folder, string name, object? value)
    {
        string file = folder.PathOf(name);
        Pickle.Save(file, value);
        return file;
    }
}
