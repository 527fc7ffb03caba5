using Xunit;

namespace NpyIO.Tests.Cli;

public class UsageTests
{
    [Fact]
    public void Run_NoCommand_IsWrongUsage() =>
        Assert.Equal(new CliRun(2, "", "npyio: Required command was not provided.\nTry 'npyio --help'.\n"), CliRun.Of());

    [Fact]
    public void Run_UnknownCommand_NamesTheKnownOnes()
    {
        foreach (string[] arguments in new string[][] { ["foo"], ["foo", "x.npy"], ["foo", "--json"], ["foo", "info", "x.npy"] })
            Assert.Equal(new CliRun(2, "", "npyio: 'foo' is not a command; there are info, cat, convert, pack, unpack and verify\nTry 'npyio --help'.\n"), CliRun.Of(arguments));
        Assert.Equal(new CliRun(2, "", "npyio: 'help' is not a command; there are info, cat, convert, pack, unpack and verify\nTry 'npyio --help'.\n"), CliRun.Of("help"));
    }

    [Theory]
    [InlineData("--json", "info", "x.npy")]
    [InlineData("--json", "x.npy")]
    [InlineData("--json")]
    public void Run_OptionBeforeTheCommand_IsNamed(params string[] arguments) =>
        Assert.Equal(new CliRun(2, "", "npyio: Unrecognized option '--json' before the command (options go behind it).\nTry 'npyio --help'.\n"), CliRun.Of(arguments));

    [Theory]
    [InlineData("info")]
    [InlineData("cat")]
    [InlineData("verify")]
    public void Run_NoFile_IsWrongUsage(string command) =>
        Assert.Equal(new CliRun(2, "", $"npyio: Required argument missing for command: '{command}'.\nTry 'npyio {command} --help'.\n"), CliRun.Of(command));

    [Theory]
    [InlineData("info", "--jsn", "x.npy")]
    [InlineData("info", "x.npy", "--jsn")]
    [InlineData("convert", "--jsn", "x.csv")]
    [InlineData("convert", "--jsn", "x.npy", "x.csv")]
    [InlineData("convert", "x.npy", "x.csv", "--jsn")]
    [InlineData("convert", "--jsn")]
    public void Run_UnknownOption_IsWrongUsage(params string[] arguments) =>
        Assert.Equal(
            new CliRun(2, "", $"npyio: Unrecognized option '--jsn' (a file of that name goes behind '--').\nTry 'npyio {arguments[0]} --help'.\n"),
            CliRun.Of(arguments));

    [Fact]
    public void Run_EntryWithoutName_IsWrongUsage() =>
        Assert.Equal(new CliRun(2, "", "npyio: Required argument missing for option: '--entry'.\nTry 'npyio cat --help'.\n"), CliRun.Of("cat", "x.npy", "--entry"));

    [Fact]
    public void Run_OneFileForConvert_IsWrongUsage() =>
        Assert.Equal(new CliRun(2, "", "npyio: Required argument missing for command: 'convert'.\nTry 'npyio convert --help'.\n"), CliRun.Of("convert", "x.npy"));

    [Theory]
    [InlineData("out.xyz")]
    [InlineData("out")]
    [InlineData(".npy/out")]
    public void Convert_UnknownExtension_IsWrongUsage(string target) =>
        Assert.Equal(
            new CliRun(2, "", $"npyio: cannot tell from '{target}' what to write: its extension must be .npy, .npz, .bin, .csv or .json\nTry 'npyio convert --help'.\n"),
            CliRun.Of("convert", "missing.npy", target));

    [Theory]
    [InlineData("--help")]
    [InlineData("info", "--help")]
    [InlineData("cat", "-h")]
    [InlineData("convert", "--help")]
    [InlineData("pack", "--help")]
    [InlineData("unpack", "--help")]
    [InlineData("verify", "--help")]
    public void Run_Help_ShowsExamples(params string[] arguments)
    {
        var run = CliRun.Of(arguments);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("Usage:\n  npyio ", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains("Examples:\n  npyio ", run.Output);
    }

    [Fact]
    public void Run_Version_NamesTheTool()
    {
        var run = CliRun.Of("--version");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Matches(@"^npyio \d+\.\d+\.\d+\n$", run.Output);
    }

    [Theory]
    [InlineData("@x.npy")]
    [InlineData("[suggest]")]
    [InlineData("true")]
    public void Run_WordThatTheParserKnowsOtherwise_IsAFile(string name) =>
        Assert.Equal(new CliRun(1, "", $"npyio: {name}: no such file or directory\n"), CliRun.Of("info", "--json", name));

    [Fact]
    public void Run_OptionBehindDoubleDash_IsAFile() =>
        Assert.Equal(new CliRun(1, "", "npyio: --json: no such file or directory\n"), CliRun.Of("info", "--", "--json"));
}
