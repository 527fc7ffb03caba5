using System.Text.Json;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The contract of <c>--json</c>, on every file that NumPy wrote or reads.</summary>
public class CliGoldenTests
{
    public static TheoryData<string> Readable => [.. GoldenCase.Saved.Where(name => GoldenCase.Of(name).Values is not null)];

    public static TheoryData<string> Saved => [.. GoldenCase.Saved];

    public static TheoryData<string> Objects => [.. GoldenCase.Saved.Where(name => GoldenCase.Of(name).IsObject)];

    public static TheoryData<string> HandWritten => [.. GoldenCase.Headers];

    [Theory]
    [MemberData(nameof(Readable))]
    public void CatJson_GoldenCase_GivesNumPysValues(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        var run = CliRun.Of("cat", golden.Path, "--json");

        Assert.Equal((0, ""), (run.Status, run.Error));
        JsonElement document = OneDocument(run.Output);
        Assert.Equal(["file", "arrays"], document.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(golden.Path, document.GetProperty("file").GetString());
        JsonElement arrays = document.GetProperty("arrays");
        Assert.Equal([""], arrays.EnumerateObject().Select(entry => entry.Name));
        JsonTree.AssertSameValues(golden.Values!.Value, arrays.GetProperty(""));
    }

    [Theory]
    [MemberData(nameof(Saved))]
    public void InfoJson_GoldenCase_GivesNumPysHeader(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        var run = CliRun.Of("info", "--json", golden.Path);

        Assert.Equal((0, ""), (run.Status, run.Error));
        JsonElement document = OneDocument(run.Output);
        Assert.Equal(["file", "kind", "arrays"], document.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(golden.Path, document.GetProperty("file").GetString());
        Assert.Equal("npy", document.GetProperty("kind").GetString());
        JsonElement array = Assert.Single(document.GetProperty("arrays").EnumerateArray());
        Assert.Equal(["name", "version", "descr", "shape", "fortran_order", "data_offset", "nbytes"], array.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(JsonValueKind.Null, array.GetProperty("name").ValueKind);
        foreach (string entry in (string[])["version", "descr", "shape", "fortran_order", "data_offset"])
            JsonTree.AssertSame(golden.Fact(entry), array.GetProperty(entry), entry);
        if (!golden.IsObject)   // whose data are a pickle
            JsonTree.AssertSame(golden.Fact("nbytes"), array.GetProperty("nbytes"), "nbytes");
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Cat_ObjectArray_HasOneValueForEach(string name)
    {
        GoldenCase golden = GoldenCase.Of(name);

        CliRun run = CliRun.Of("cat", golden.Path, "--json");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(0, CliRun.Of("cat", golden.Path).Status);
        JsonElement values = OneDocument(run.Output).GetProperty("arrays").GetProperty("");
        if (golden.Shape.Length > 0)
            Assert.Equal(golden.Shape[0], values.GetArrayLength());
    }

    /// <summary>Which of these the library reads is not the tool's affair; what becomes of them is.</summary>
    [Theory]
    [MemberData(nameof(HandWritten))]
    public void Run_HandWrittenHeader_GivesADocumentOrOneError(string name)
    {
        string file = GoldenCase.Of(name).Path;

        foreach (CliRun run in (CliRun[])[CliRun.Of("cat", file, "--json"), CliRun.Of("info", file, "--json")])
        {
            if (run.Status != 0)
                AssertOneError(run, file);
            else
                Assert.Equal(file, OneDocument(run.Output).GetProperty("file").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void CatForPeople_GoldenCase_IsShortAndClean(string name)
    {
        var piped = CliRun.Of("cat", GoldenCase.Of(name).Path);
        var shown = CliRun.OnTerminal(80, "cat", GoldenCase.Of(name).Path);

        Assert.Equal((0, "", 0, ""), (piped.Status, piped.Error, shown.Status, shown.Error));
        Assert.EndsWith("\n", piped.Output);
        Assert.All(piped.Output + shown.Output, character => Assert.True(character == '\n' || !char.IsControl(character)));
        Assert.True(shown.Output.Length < 200_000);
    }

    private static JsonElement OneDocument(string output)
    {
        Assert.EndsWith("\n", output);
        Assert.Equal(1, output.Count(character => character is '\n' or '\r'));
        return JsonTree.Parse(output);
    }

    private static void AssertOneError(CliRun run, string file)
    {
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.StartsWith($"npyio: {file}: ", run.Error);
        Assert.EndsWith("\n", run.Error);
        Assert.Equal(1, run.Error.Count(character => character is '\n' or '\r'));
    }
}
