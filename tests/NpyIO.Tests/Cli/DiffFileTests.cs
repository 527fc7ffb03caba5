using System.Text.Json;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary><c>npyio diff</c> of every golden file with itself and with a file of every other kind: 0, 1 or 2, and whole JSON.</summary>
public class DiffFileTests
{
    public static TheoryData<string> Folders => EveryFileTests.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Diff_EveryFile_ComparesWithEveryKind(string folder)
    {
        using var others = new TempFolder();
        string[] kinds =
        [
            others.Write("x.npy", Archive.Weights),
            others.Write("x.npz", ZipBytes.Of(true, Archive.Three)),
            others.Write("x.pkl", Pickle.Save(new List<object?> { 1L, NdArray.FromArray([1.0]) })),
            others.Write("x.joblib", File.ReadAllBytes(Repository.PathOf("testdata/numpy-1.24.2/pickles/zlib.joblib"))),
            others.Write("x.txt", [.. "some text"u8]),
            others.Write("empty", []),
            others.Path,
            others.PathOf("missing"),
        ];
        string? before = null;
        foreach (string file in GoldenFiles.In(folder))
        {
            bool isReadable = CliRun.Of("verify", file).Status == 0 && CliRun.Of("cat", file).Status == 0;
            CliRun same = AssertSound(file, file);
            Assert.True(!isReadable || same.Status == 0, $"{file}: {same}");
            AssertSound(file, before ?? file);
            AssertSound(file, before ?? file, "--strict", "false", "--rtol", "0.5");
            foreach (string other in kinds)
            {
                AssertSound(file, other);
                AssertSound(other, file, "--strict", "false");
            }

            before = file;
        }
    }

    private static CliRun AssertSound(string file, string other, params string[] options)
    {
        CliRun run = CliRun.Of(["diff", "--json", file, other, .. options]);
        string about = $"{file} {other}: {run}";
        Assert.True(run.Status is 0 or 1 or 2, about);
        Assert.True((run.Status == 2) == (run.Error.Length > 0), about);
        Assert.True(run.Error.Count(character => character is '\n' or '\r') == (run.Status == 2 ? 1 : 0), about);
        Assert.False(run.Error.Contains("Exception", StringComparison.Ordinal), about);
        if (run.Status == 2)
        {
            Assert.True(run.Output.Length == 0, about);
            return run;
        }

        JsonElement json = JsonTree.Parse(run.Output);
        Assert.Equal((file, other, run.Status == 0), (json.GetProperty("actual").GetString(), json.GetProperty("desired").GetString(), json.GetProperty("equal").GetBoolean()));
        return run;
    }
}
