using System.Text.Json;
using NpyIO.Cli.Comparing;
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
        string message = Report.TrimEnd().ReplaceLineEndings("\\u000a");

        string expected = $$$"""
            {"actual":"{{{one}}}","desired":"{{{other}}}","equal":false,"differences":[{"name":null,"kinds":["value"],"actual":{"descr":"'<f8'","shape":[3]},"desired":{"descr":"'<f8'","shape":[3]},"count":3,"mismatches":1,"max_absolute_difference":1.0,"max_relative_difference":0.25,"first":[{"index":[2],"actual":3.0,"desired":4.0,"text":"[2]: 3.0 (ACTUAL), 4.0 (DESIRED)"}],"message":"{{{message}}}"}]}

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
    public void Diff_OtherDTypesAndShapes_CompareOnlyIfNotStrict()
    {
        using var folder = new TempFolder();
        string scalar = folder.Write("scalar.npy", Npy.Save(NdArray.FromBuffer(new byte[8], DType.Float64).Reshape(default(ReadOnlySpan<long>))));
        string wide = folder.Write("wide.npy", Npy.Save(new double[3])), narrow = folder.Write("narrow.npy", Npy.Save(new float[3]));

        foreach (string[] pair in new string[][] { [scalar, wide], [wide, narrow] })
        {
            Assert.Equal(1, CliRun.Of(["diff", .. pair]).Status);
            Assert.Equal(1, CliRun.Of(["diff", .. pair, "--rtol", "1e-5", "--atol", "1"]).Status);
            Assert.Equal(1, CliRun.Of(["diff", .. pair, "--strict", "true"]).Status);
            Assert.Equal(new CliRun(0, "", ""), CliRun.Of(["diff", .. pair, "--strict", "false"]));
        }
    }

    [Fact]
    public void Diff_ArchivesOfManyEntries_TakesEachOnce()
    {
        using var folder = new TempFolder();
        const int Count = 20_000;
        string one = folder.Write("a.npz", ZipBytes.Of(false, [.. Enumerable.Range(0, Count).Select(i => ($"a{i}.npy", Archive.Epoch))]));
        string other = folder.Write("b.npz", ZipBytes.Of(false, [.. Enumerable.Range(1, Count).Select(i => ($"a{i}.npy", Archive.Epoch))]));

        Assert.Equal(new CliRun(1, $"a0: only in {one}\na{Count}: only in {other}\n", ""), CliRun.Of("diff", one, other));
    }

    [Fact]
    public void Diff_EntriesOfOneName_TakesTheLast()
    {
        using var folder = new TempFolder();
        string one = folder.Write("a.npz", ZipBytes.Of(false, ("w.npy", Archive.Weights), ("x.npy", Archive.Epoch), ("w.npy", Archive.Epoch)));
        string other = folder.Write("b.npz", ZipBytes.Of(false, ("w.npy", Archive.Epoch), ("x.npy", Archive.Epoch)));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, other));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", other, one));
    }

    [Fact]
    public void Diff_ManyDifferences_CountsTheRest()
    {
        using var folder = new TempFolder();
        (string one, string other) = (folder.PathOf("a.pkl"), folder.PathOf("b.pkl"));
        Pickle.Save(one, Enumerable.Repeat<object?>(1L, FoundDifferences.MaxKept + 2).ToList());
        Pickle.Save(other, Enumerable.Repeat<object?>(2L, FoundDifferences.MaxKept + 2).ToList());

        CliRun run = CliRun.Of("diff", one, other);
        JsonElement json = JsonTree.Parse(CliRun.Of("diff", "--json", one, other).Output);

        Assert.StartsWith("[0]: 1 (ACTUAL), 2 (DESIRED)\n[1]: ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("[9999]: 1 (ACTUAL), 2 (DESIRED)\n… and 2 more differences\n", run.Output, StringComparison.Ordinal);
        Assert.Equal((FoundDifferences.MaxKept, 2), (json.GetProperty("differences").GetArrayLength(), json.GetProperty("more").GetInt32()));
        using (FoundDifferences.MaxCharacters.Lower(100))
            Assert.EndsWith("\n[3]: 1 (ACTUAL), 2 (DESIRED)\n… and 9998 more differences\n", CliRun.Of("diff", one, other).Output, StringComparison.Ordinal);
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
    public void Diff_ArrayAndOtherBytesOfOneName_SaysWhichIsWhich()
    {
        using var folder = new TempFolder();
        string array = folder.Write("a.npz", ZipBytes.Of(false, ("w.npy", Archive.Weights))), other = folder.Write("b.npz", ZipBytes.Of(false, ("w.npy", Archive.Notes)));

        Assert.Equal(new CliRun(1, "w: an array (ACTUAL), no array (DESIRED)\n", ""), CliRun.Of("diff", array, other));
        Assert.Equal(new CliRun(1, "w: no array (ACTUAL), an array (DESIRED)\n", ""), CliRun.Of("diff", other, array));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", other, other));
        Assert.Equal(
            new CliRun(1, $$"""{"actual":"{{array}}","desired":"{{other}}","equal":false,"differences":[{"name":"w","kinds":["value"],"message":"an array (ACTUAL), no array (DESIRED)"}]}""" + "\n", ""),
            CliRun.Of("diff", "--json", array, other));
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
        Assert.StartsWith("['w'][0]: Arrays are not equal\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("['w'][1]: 5 (ACTUAL), 6 (DESIRED)\n['n']: 'x' (ACTUAL), nothing (DESIRED)\n['m']: nothing (ACTUAL), 'x' (DESIRED)\n", run.Output, StringComparison.Ordinal);
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

    [Fact]
    public void Diff_DamagedEntries_AreStatusTwoAndNamed()
    {
        using var folder = new TempFolder();
        byte[] empty = Npy.Save(Array.Empty<double>());
        foreach ((string name, byte[] content, byte[] different) in ((string, byte[], byte[])[])[("e.npy", empty, empty), ("w.npy", Archive.Weights, Archive.Weights), ("notes.txt", Archive.Notes, [1, .. Archive.Notes])])
        {
            byte[] archive = ZipBytes.Of(false, (name, content));
            int end = archive.AsSpan().IndexOf(content) + content.Length - 1;
            string good = folder.Write("a.npz", archive), other = folder.Write("c.npz", ZipBytes.Of(false, (name, different)));
            archive[end] ^= 1;
            string bad = folder.Write("b.npz", archive);
            foreach (string[] files in new string[][] { [good, bad], [bad, good], [other, bad], [bad, other], [bad, bad] })
            {
                CliRun run = CliRun.Of(["diff", .. files]);
                Assert.Equal((2, ""), (run.Status, run.Output));
                Assert.StartsWith($"npyio: {bad}: ", run.Error, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>What is damaged leaves every header valid: only the CRC tells.</summary>
    [Theory]
    [InlineData(false, "blank")]
    [InlineData(true, "blank")]
    [InlineData(false, "CRC")]
    [InlineData(true, "CRC")]
    public void Diff_EntriesWithAnotherCrc_AreStatusTwoAndNamed(bool hasElements, string damage)
    {
        using var folder = new TempFolder();
        byte[] content = hasElements ? Archive.Weights : Npy.Save(Array.Empty<double>());
        byte[] archive = ZipBytes.Of(false, ("w.npy", content));
        string good = folder.Write("a.npz", archive);
        byte[] wrong = [.. archive];
        int start = archive.AsSpan().IndexOf(content);
        if (damage == "blank")
        {
            int blank = start + NpyHeader.Parse(content).DataOffset - 2;
            Assert.Equal((byte)' ', wrong[blank]);
            wrong[blank] = (byte)'\t';
            Assert.Equal(NpyHeader.Parse(content).Count, NpyHeader.Parse(wrong.AsSpan(start, content.Length)).Count);
        }
        else
        {
            byte[] crc = BitConverter.GetBytes(System.IO.Hashing.Crc32.HashToUInt32(content));
            int[] places = [.. Enumerable.Range(0, wrong.Length - 3).Where(at => archive.AsSpan(at, 4).SequenceEqual(crc))];
            Assert.Equal(2, places.Length);   // in the local header and in the directory
            foreach (int at in places)
                wrong[at] ^= 1;
        }

        string bad = folder.Write("b.npz", wrong);
        foreach (string[] files in new string[][] { [good, bad], [bad, good], [bad, bad] })
        {
            CliRun run = CliRun.Of(["diff", .. files]);
            Assert.Equal((2, ""), (run.Status, run.Output));
            Assert.StartsWith($"npyio: {bad}: ", run.Error, StringComparison.Ordinal);
            Assert.Contains("CRC", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("'0' is neither true nor false, for --strict", "--strict", "0")]
    [InlineData("'-1' is not a number for --rtol: 0 or more, such as 1e-5", "--rtol", "-1")]
    [InlineData("'x' is not a number for --atol: 0 or more, such as 1e-5", "--atol", "x")]
    [InlineData("'yes' is neither true nor false, for --equal-nan", "--equal-nan", "yes")]
    public void Diff_WrongOption_IsWrongUsage(string reason, params string[] option) =>
        Assert.Equal(new CliRun(2, "", $"npyio: {reason}\nTry 'npyio diff --help'.\n"), CliRun.Of(["diff", "a.npy", "b.npy", .. option]));

    [Fact]
    public void Diff_StandardInputTwice_IsWrongUsage() =>
        Assert.Equal(new CliRun(2, "", "npyio: both files are '-', and standard input can only be one of them\nTry 'npyio diff --help'.\n"), CliRun.Of("diff", "-", "-"));

    [Fact]
    public void Diff_InfiniteTolerance_IsPythonsWord()
    {
        using var folder = new TempFolder();
        (string one, string other) = Two(folder);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("diff", one, other, "--atol", "inf"));
    }

    private static (string Actual, string Desired) Two(TempFolder folder) =>
        (folder.Write("a.npy", Npy.Save(new[] { 1.0, 2, 3 })), folder.Write("b.npy", Npy.Save(new[] { 1.0, 2, 4 })));
}
