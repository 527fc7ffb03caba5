using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class AppendCommandTests
{
    [Fact]
    public void Append_FilesOfEveryKind_AddsTheirRows()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy"), npy = folder.PathOf("a.npy"), npz = folder.PathOf("b.npz"), pickle = folder.PathOf("c.pkl");
        Npy.Save(npy, new[,] { { 1.0, 2 } });
        Npz.Save(npz, [new NpzItem("w", NdArray.FromArray(new[,] { { 3.0, 4 }, { 5, 6 } }).To(DType.Parse(">f8")))]);
        Pickle.Save(pickle, NdArray.FromArray(new[,] { { 7.0, 8 } }));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, npy, npz));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, pickle));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, file));

        double[,] once = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
        Assert.Equal(Npy.Save(NdArray.FromArray(Enumerable.Range(0, 16).Select(i => once[i / 2 % 4, i % 2]).ToArray()).Reshape(8, 2)), File.ReadAllBytes(file));
    }

    /// <summary>The name is for the archives among the files.</summary>
    [Fact]
    public void Append_EntryBesideSingleArrays_IsOfTheArchives()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy"), npy = folder.PathOf("a.npy"), npz = folder.PathOf("b.npz"), all = folder.PathOf("all.npy");
        Npy.Save(npy, new[] { 1 });
        Npz.Save(npz, [new NpzItem("v", NdArray.FromArray(new[] { 9 })), new NpzItem("w", NdArray.FromArray(new[] { 2, 3 }))]);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, npy, npz, "--entry", "w"));
        Assert.Equal([1, 2, 3], Npy.Load<int>(file));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("concat", all, npz, npy, "--entry", "w"));
        Assert.Equal([2, 3, 1], Npy.Load<int>(all));
        Assert.Equal(new CliRun(2, "", $"npyio: cannot append to '{npz}': rows are added to .npy files only\nTry 'npyio append --help'.\n"), CliRun.Of("append", npz, npy));
        File.Move(npz, folder.PathOf("b"));
        Assert.Equal(new CliRun(1, "", $"npyio: {folder.PathOf("b")}: is a ZIP archive, as .npz files are; append adds rows to .npy files only\n"), CliRun.Of("append", folder.PathOf("b"), npy));
    }

    [Fact]
    public void Append_FortranFile_GrowsItsLastAxis()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy"), more = folder.PathOf("a.npy");
        NdArray rows = NdArray.FromArray(new[,] { { 1, 2 }, { 3, 4 } });
        Npy.Save(file, rows.Copy(Order.Fortran));
        Npy.Save(more, rows);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, more));

        Assert.Equal(NdArray.FromArray(new[,] { { 1, 2, 1, 2 }, { 3, 4, 3, 4 } }).ToNdArray(), Npy.Load(file));
        Assert.True(Npy.ReadHeader(file).FortranOrder);
    }

    /// <summary>One bad file among several: nothing is added, and the bad one is named.</summary>
    [Theory]
    [InlineData("missing", "no such file or directory")]
    [InlineData("cut", "takes 400 bytes, but only")]
    [InlineData("dtype", "The rows are int32 ('<i4'), but '")]
    [InlineData("shape", "(2, 3)")]
    [InlineData("empty", "The rows are int32 ('<i4'), but '")]
    [InlineData("scalar", "The rows are a single element without an axis")]
    [InlineData("archive", "holds 2 arrays; name one with --entry: 'a', 'b'")]
    public void Append_BadFile_IsNamedAndNothingIsAdded(string kind, string reason)
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy"), good = folder.PathOf("good.npy"), bad = folder.PathOf("bad");
        Npy.Save(file, new double[3, 2]);
        Npy.Save(good, new double[10, 2]);
        switch (kind)
        {
            case "cut":
                File.WriteAllBytes(bad, Npy.Save(new double[25, 2])[..300]);
                break;
            case "dtype":
                Npy.Save(bad, new int[3, 2]);
                break;
            case "empty":
                Npy.Save(bad, new int[0, 2]);
                break;
            case "shape":
                Npy.Save(bad, new double[2, 3]);
                break;
            case "scalar":
                Npy.Save(bad, NdArray.Create(DType.Float64, default(ReadOnlySpan<long>)));
                break;
            case "archive":
                Npz.Save(bad, [new NpzItem("a", NdArray.FromArray(new double[1])), new NpzItem("b", NdArray.FromArray(new double[1]))]);
                break;
        }

        byte[] before = File.ReadAllBytes(file);

        CliRun run = CliRun.Of("append", file, good, bad);

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.StartsWith($"npyio: {bad}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [LinuxFact]
    public void Append_ToAPipe_IsRefusedAtOnce()
    {
        using var folder = new TempFolder();
        string pipe = folder.PathOf("pipe"), rows = folder.PathOf("rows.npy");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe))
            made.WaitForExit();
        Npy.Save(rows, new double[3]);

        CliRun run = CliRun.Of("append", pipe, rows);

        Assert.Equal(1, run.Status);
        Assert.StartsWith($"npyio: {pipe}: ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Many rows without elements, of which none has to be read.</summary>
    [Fact]
    public void Append_ManyRowsOfNothing_EndsAtOnce()
    {
        using var folder = new TempFolder();
        byte[] content = NpyBytes.Of("'<f4'", "(100000000000000000, 0)", []);
        string file = folder.Write("x.npy", content), more = folder.Write("more.npy", content), all = folder.PathOf("all.npy");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, more));
        Assert.Equal([200_000_000_000_000_000, 0], Npy.ReadHeader(file).Shape);
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("concat", all, more, more, "--axis", "1"));
        Assert.Equal([100_000_000_000_000_000, 0], Npy.ReadHeader(all).Shape);
    }

    [Fact]
    public void Append_HeaderWithoutRoom_NeedsTheOption()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy"), rows = folder.PathOf("rows.npy");
        byte[] content = [.. NpyBytes.Header(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (9,), }\n"), .. new byte[9]];
        File.WriteAllBytes(file, content);
        Npy.Save(rows, new byte[100]);
        using IDisposable lowered = NpyIO.NpyFiles.ArrayGrowth.MinGuarded.Lower(content.Length);

        CliRun run = CliRun.Of("append", file, rows);

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.EndsWith("must be written again. --rewrite allows that.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(file));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", file, rows, "--rewrite"));
        Assert.Equal(Npy.Save(new byte[109]), File.ReadAllBytes(file));
    }

    [Fact]
    public void Append_TargetThatCannotGrow_IsNamed()
    {
        using var folder = new TempFolder();
        string rows = folder.PathOf("rows.npy"), scalar = folder.PathOf("s.npy"), tail = folder.PathOf("t.npy");
        Npy.Save(rows, new double[3]);
        Npy.Save(scalar, NdArray.Create(DType.Float64, default(ReadOnlySpan<long>)));
        File.WriteAllBytes(tail, [.. Npy.Save(new double[3]), 1, 2, 3]);

        string objects = folder.PathOf("o.npy"), fortran = folder.PathOf("f.npy");
        Npy.Save(objects, NdArray.FromObjects((object?[])[1, null]));
        File.WriteAllBytes(fortran, NpyBytes.Of("'<f8'", "()", new byte[8], fortranOrder: true));

        foreach (string target in (string[])[scalar, tail, folder.Path, objects, fortran])
        {
            CliRun run = CliRun.Of("append", target, rows);
            Assert.Equal((1, ""), (run.Status, run.Output));
            Assert.StartsWith($"npyio: {target}: ", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Npy.", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("append", tail, rows, "--repair"));
        Assert.Equal(6, Npy.Load(tail).Count);

        Assert.Equal(new CliRun(2, "", "npyio: standard input cannot grow: FILE must be a file\nTry 'npyio append --help'.\n"), CliRun.Of("append", "-", rows));
    }
}
