using System.Text.Json;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The contract of <c>--json</c>, on every file that NumPy wrote or reads.</summary>
public class GoldenTests
{
    public static IEnumerable<object[]> Readable => GoldenCase.Keys(golden => golden.Has("values") && !golden.IsHandWritten);

    public static IEnumerable<object[]> WithHeader => GoldenCase.Keys(golden => golden.Has("descr") && !golden.IsHandWritten);

    public static IEnumerable<object[]> Objects => GoldenCase.Keys(golden => golden.Has("object"));

    public static IEnumerable<object[]> HandWritten => GoldenCase.Keys(golden => golden.IsHandWritten);

    [Theory]
    [MemberData(nameof(Readable))]
    public void CatJson_GoldenCase_GivesNumPysValues(string key)
    {
        GoldenCase golden = GoldenCase.Get(key);

        var run = CliRun.Of("cat", golden.File, "--json");

        Assert.Equal((0, ""), (run.Status, run.Error));
        JsonElement document = OneDocument(run.Output);
        Assert.Equal(["file", "arrays"], document.EnumerateObject().Select(member => member.Name));
        Assert.Equal(golden.File, document.GetProperty("file").GetString());
        JsonElement arrays = document.GetProperty("arrays");
        Assert.Equal([""], arrays.EnumerateObject().Select(member => member.Name));
        JsonTree.AssertSame(golden.Row.GetProperty("values"), arrays.GetProperty(""));
    }

    [Theory]
    [MemberData(nameof(WithHeader))]
    public void InfoJson_GoldenCase_GivesNumPysHeader(string key)
    {
        GoldenCase golden = GoldenCase.Get(key);

        var run = CliRun.Of("info", "--json", golden.File);

        Assert.Equal((0, ""), (run.Status, run.Error));
        JsonElement document = OneDocument(run.Output);
        Assert.Equal(["file", "kind", "arrays"], document.EnumerateObject().Select(member => member.Name));
        Assert.Equal(golden.File, document.GetProperty("file").GetString());
        Assert.Equal("npy", document.GetProperty("kind").GetString());
        JsonElement array = Assert.Single(document.GetProperty("arrays").EnumerateArray());
        Assert.Equal(["name", "version", "descr", "shape", "fortran_order", "data_offset", "nbytes"], array.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Null, array.GetProperty("name").ValueKind);
        foreach (string member in (string[])["version", "descr", "shape", "fortran_order", "data_offset", "nbytes"])
        {
            if (golden.Row.TryGetProperty(member, out JsonElement expected))
                JsonTree.AssertSame(expected, array.GetProperty(member), member);
        }
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Cat_ObjectArray_FailsInOneLine(string key)
    {
        string file = GoldenCase.Get(key).File;

        foreach (CliRun run in (CliRun[])[CliRun.Of("cat", file, "--json"), CliRun.Of("cat", file)])
            AssertOneError(run, file);
    }

    /// <summary>Which of these the library reads is not the tool's affair; what becomes of them is.</summary>
    [Theory]
    [MemberData(nameof(HandWritten))]
    public void Run_HandWrittenHeader_GivesADocumentOrOneError(string key)
    {
        string file = GoldenCase.Get(key).File;

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
    public void CatForPeople_GoldenCase_IsShortAndClean(string key)
    {
        var piped = CliRun.Of("cat", GoldenCase.Get(key).File);
        var shown = CliRun.OnTerminal(80, "cat", GoldenCase.Get(key).File);

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
