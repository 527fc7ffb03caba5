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
            Assert.Equal(new CliRun(2, "", "npyio: 'foo' is not a command; there are info, cat, head, tail, convert, append, concat, pack, unpack, verify, diff and types\nTry 'npyio --help'.\n"), CliRun.Of(arguments));
        Assert.Equal(new CliRun(2, "", "npyio: 'help' is not a command; there are info, cat, head, tail, convert, append, concat, pack, unpack, verify, diff and types\nTry 'npyio --help'.\n"), CliRun.Of("help"));
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

    /// <summary>What follows an option that takes a name is one.</summary>
    [Fact]
    public void Run_WordsWithHyphensThatAreNames_AreTakenAsThose()
    {
        using var folder = new Support.TempFolder();
        string file = Archive.Write(folder, ("-w.npy", Archive.Epoch), ("--json.npy", Archive.Weights));

        Assert.Equal(new CliRun(2, "", "npyio: '-' is not a command; there are info, cat, head, tail, convert, append, concat, pack, unpack, verify, diff and types\nTry 'npyio --help'.\n"), CliRun.Of("-"));
        Assert.Equal(new CliRun(0, "7\n", ""), CliRun.Of("cat", file, "--entry", "-w"));
        Assert.Equal(new CliRun(0, "7\n", ""), CliRun.Of("cat", "--entry", "-w", "--", file));
        Assert.Equal(new CliRun(0, "7\n", ""), CliRun.Of("cat", "--entry=-w", file));
        Assert.Equal(new CliRun(2, "", "npyio: Unrecognized option '-w' (a file of that name goes behind '--').\nTry 'npyio cat --help'.\n"), CliRun.Of("cat", file, "--json", "-w"));
        Assert.Equal(new CliRun(1, "", "npyio: -w: no such file or directory\n"), CliRun.Of("cat", "--json", "--", "-w"));
    }

    /// <summary>Each command's help has its own examples and no other's.</summary>
    [Theory]
    [InlineData("info")]
    [InlineData("cat")]
    [InlineData("convert")]
    [InlineData("pack")]
    [InlineData("unpack")]
    [InlineData("verify")]
    public void Run_HelpOfACommand_HasItsOwnExamples(string command)
    {
        string help = CliRun.Of(command, "--help").Output;
        string[] examples = [.. help[help.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("  npyio ", StringComparison.Ordinal))];

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.StartsWith($"  npyio {command} ", example, StringComparison.Ordinal));
        Assert.Contains($"Usage:\n  npyio {command} ", help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain($"\n  npyio {command} ", CliRun.Of("--help").Output.Split("Examples:")[0], StringComparison.Ordinal);
        Assert.Contains($"\n  npyio {command} ", CliRun.Of("--help").Output.Split("Examples:")[1], StringComparison.Ordinal);
    }

    /// <summary>An option of one command is not one of another.</summary>
    [Theory]
    [InlineData("--json", "convert", "pack", "unpack")]
    [InlineData("--entry", "info", "verify", "pack", "unpack")]
    [InlineData("--compress", "info", "cat", "verify", "unpack")]
    [InlineData("--max-decompressed-length", "unpack")]
    public void Run_OptionOfAnotherCommand_IsWrongUsage(string option, params string[] commands)
    {
        foreach (string command in commands)
            Assert.Equal(new CliRun(2, "", $"npyio: Unrecognized option '{option}' (a file of that name goes behind '--').\nTry 'npyio {command} --help'.\n"), CliRun.Of(command, "x.npz", "y.npz", option, "5"));
    }

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
