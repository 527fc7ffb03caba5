using System.Text.Json;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Every verb of the tool on every golden file of every kind: it does what it is for, or says in one line what is wrong.</summary>
public class EveryFileTests
{
    public static TheoryData<string> Folders => [.. GoldenFiles.Folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void EveryVerb_EveryFile_WorksOrSaysWhyInOneLine(string folder)
    {
        using var target = new TempFolder();
        foreach (string file in GoldenFiles.In(folder))
        {
            AssertSound(file, CliRun.Of("info", file), isJson: false);
            AssertSound(file, CliRun.Of("info", "--json", file), isJson: true);
            AssertSound(file, CliRun.Of("cat", file), isJson: false);
            CliRun values = CliRun.Of("cat", "--json", file);
            AssertSound(file, values, isJson: true);
            AssertSound(file, CliRun.Of("verify", file), isJson: false);
            AssertSound(file, CliRun.Of("types", file), isJson: false);
            AssertSound(file, CliRun.Of("verify", "--json", file), isJson: true);
            foreach (string extension in (string[])["npy", "npz", "bin", "csv", "json"])
                AssertConverted(file, target, extension, values.Status == 0);
            AssertSound(file, CliRun.Of("unpack", file, target.PathOf("unpacked")), isJson: false);
            AssertSound(file, CliRun.Of("pack", target.PathOf("packed.npz"), $"a={file}"), isJson: false);
        }
    }

    private static void AssertConverted(string file, TempFolder folder, string extension, bool isReadable)
    {
        string target = folder.PathOf($"x.{extension}");
        File.Delete(target);
        CliRun run = CliRun.Of("convert", file, target);
        AssertSound(file, run, isJson: false);
        Assert.Equal((run.Status == 0, ""), (File.Exists(target), run.Output));
        if (isReadable && extension is "json")
            Assert.True(run.Status == 0 && JsonTree.Parse(File.ReadAllText(target)).ValueKind != JsonValueKind.Undefined, file);
    }

    private static void AssertSound(string file, CliRun run, bool isJson)
    {
        Assert.True(run.Status is 0 or 1, file);
        Assert.True((run.Status == 0) == (run.Error.Length == 0), $"{file}: {run.Error}");
        Assert.True(run.Error.Count(character => character is '\n' or '\r') == run.Status, $"{file}: {run.Error}");
        Assert.False(run.Error.Contains("Exception", StringComparison.Ordinal), run.Error);
        if (isJson && run.Output.Length > 0)
            Assert.Equal(file, JsonTree.Parse(run.Output).GetProperty("file").GetString());
    }
}
