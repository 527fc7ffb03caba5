using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class DiffTests
{
    private const string Report = """
        Arrays are not equal

        Mismatched elements: 1 / 3 (33.3%)
        Mismatch at index:
         [2]: 3.0 (ACTUAL), 4.0 (DESIRED)
        Max absolute difference among violations: 1.
        Max relative difference among violations: 0.25
         ACTUAL: array([1., 2., 3.])
         DESIRED: array([1., 2., 4.])

        """;

    [Fact]
    public void Diff_EqualFiles_SaysNothing()
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.npy", Archive.Weights), archive = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, one));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", archive, archive));
    }

    [Fact]
    public void Diff_OtherValues_PrintsNumPysReport()
    {
        using var folder = new TempFolder();
        (string one, string other) = Two(folder);

        Assert.Equal(new CliRun(1, Report.ReplaceLineEndings("\n"), ""), CliRun.Of("diff", one, other));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, other, "--rtol", "0.25"));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, other, "--atol", "1"));
        Assert.Equal(1, CliRun.Of("diff", one, other, "--rtol", "1e-3", "--atol", "1e-3").Status);
    }

    [Fact]
    public void DiffJson_OtherValues_IsOneLine()
    {
        using var folder = new TempFolder();
        (string one, string other) = Two(folder);
        string message = Report.TrimEnd().ReplaceLineEndings("\\n");

        string expected = $$$"""
            {"actual":"{{{one}}}","desired":"{{{other}}}","equal":false,"differences":[{"name":null,"kinds":["value"],"actual":{"descr":"'<f8'","shape":[3]},"desired":{"descr":"'<f8'","shape":[3]},"count":3,"mismatches":1,"max_absolute_difference":1,"max_relative_difference":0.25,"first":[{"index":[2],"text":"[2]: 3.0 (ACTUAL), 4.0 (DESIRED)"}],"message":"{{{message}}}"}]}

            """;
        Assert.Equal(new CliRun(1, expected.ReplaceLineEndings("\n"), ""), CliRun.Of("diff", "--json", one, other));
        Assert.Equal(new CliRun(0, $$"""{"actual":"{{one}}","desired":"{{one}}","equal":true,"differences":[]}""" + "\n", ""), CliRun.Of("diff", "--json", one, one));
    }

    [Fact]
    public void Diff_NaN_EqualsNaNUnlessAsked()
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.npy", Npy.Save(new[] { double.NaN }));

        Assert.Equal(0, CliRun.Of("diff", one, one).Status);
        Assert.Equal(0, CliRun.Of("diff", one, one, "--equal-nan", "true").Status);
        Assert.Equal(1, CliRun.Of("diff", one, one, "--equal-nan", "false").Status);
    }

    [Fact]
    public void Diff_Archives_GoesEntryByEntry()
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.npz", ZipBytes.Of(true, ("w.npy", Archive.Weights), ("notes.txt", Archive.Notes), ("old.npy", Archive.Epoch)));
        string other = folder.Write("b.npz", ZipBytes.Of(false, ("new.npy", Archive.Epoch), ("w.npy", Archive.Weights), ("notes.txt", [.. "trained thrice"u8])));

        Assert.Equal(new CliRun(1, $"notes.txt: the bytes differ\nold: only in {one}\nnew: only in {other}\n", ""), CliRun.Of("diff", one, other));
        Assert.Contains("\"kinds\":[\"only_in_actual\"]", CliRun.Of("diff", "--json", one, other).Output, StringComparison.Ordinal);
        Assert.Equal(new CliRun(1, "an archive (ACTUAL), a single array (DESIRED)\n", ""), CliRun.Of("diff", one, folder.Write("w.npy", Archive.Weights)));
    }

    [Fact]
    public void Diff_Pickles_GoesByPaths()
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.pkl", Pickle.Save(new Dictionary<object, object?> { ["w"] = new List<object?> { NdArray.FromArray([1.0, 2]), 5L }, ["n"] = "x" }));
        string other = folder.Write("b.pkl", Pickle.Save(new Dictionary<object, object?> { ["w"] = new List<object?> { NdArray.FromArray([1.0, 3]), 6L }, ["m"] = "x" }));

        CliRun run = CliRun.Of("diff", one, other);

        Assert.Equal(0, CliRun.Of("diff", one, one).Status);
        Assert.Equal((1, ""), (run.Status, run.Error));
        Assert.Contains("['n']: 'x' (ACTUAL), nothing (DESIRED)\n['m']: nothing (ACTUAL), 'x' (DESIRED)\n['w'][0]: Arrays are not equal\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("['w'][1]: 5 (ACTUAL), 6 (DESIRED)\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_BadFiles_AreStatusTwoAndNamed()
    {
        using var folder = new TempFolder();
        string good = folder.Write("a.npy", Archive.Weights), bad = folder.Write("b.npy", Archive.Weights.AsSpan()[..^1]), missing = Path.Combine(folder.Path, "c.npy");

        Assert.Equal(new CliRun(2, "", $"npyio: {missing}: no such file or directory\n"), CliRun.Of("diff", good, missing));
        Assert.Equal(new CliRun(2, "", $"npyio: {missing}: no such file or directory\n"), CliRun.Of("diff", missing, good));
        foreach (string[] files in new string[][] { [good, bad], [bad, good] })
        {
            CliRun run = CliRun.Of("diff", files[0], files[1]);
            Assert.Equal((2, ""), (run.Status, run.Output));
            Assert.StartsWith($"npyio: {bad}: ", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("'-1' is not a number for --rtol: 0 or more, such as 1e-5", "--rtol", "-1")]
    [InlineData("'x' is not a number for --atol: 0 or more, such as 1e-5", "--atol", "x")]
    [InlineData("'yes' is neither true nor false, for --equal-nan", "--equal-nan", "yes")]
    public void Diff_WrongOption_IsWrongUsage(string reason, params string[] option) =>
        Assert.Equal(new CliRun(2, "", $"npyio: {reason}\nTry 'npyio diff --help'.\n"), CliRun.Of(["diff", "a.npy", "b.npy", .. option]));

    private static (string Actual, string Desired) Two(TempFolder folder) =>
        (folder.Write("a.npy", Npy.Save(new[] { 1.0, 2, 3 })), folder.Write("b.npy", Npy.Save(new[] { 1.0, 2, 4 })));
}
