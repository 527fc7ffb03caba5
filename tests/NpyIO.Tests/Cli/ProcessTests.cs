using System.Diagnostics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The built tool as a process of its own.</summary>
public class ProcessTests
{
    [Fact]
    public void Process_GoodAndBadFile_WritesBothStreamsAndExits1()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);
        using Process process = Start("cat", "--json", file, folder.PathOf("missing.npy"));

        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal($"{{\"file\":\"{file}\",\"arrays\":{{\"\":[1,2]}}}}\n", output);
        Assert.Equal($"npyio: {folder.PathOf("missing.npy")}: no such file or directory\n", error);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public void Process_ReaderGoesAway_EndsQuietly()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i4'", "(2000000,)", new byte[8_000_000]);
        using Process process = Start("cat", "--json", file);

        process.StandardOutput.Read(new char[10]);
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(("", 0), (error, process.ExitCode));
    }

    [Theory]
    [InlineData("archive", "{\"file\":\"/dev/stdin\",\"arrays\":{\"layer/w\":[[1,-2,3],[4,5,32767]],\"epoch\":7}}\n", "")]
    [InlineData("array", "{\"file\":\"/dev/stdin\",\"arrays\":{\"\":7}}\n", "")]
    [InlineData("pickle", "{\"file\":\"/dev/stdin\",\"value\":1}\n", "")]
    [InlineData("nothing", "", "npyio: /dev/stdin: There is no array: the content is empty where its header should begin (at byte 0)\n")]
    public void Process_Pipe_IsReadByItsContent(string content, string output, string error)
    {
        AssertReads("-", content, output.Replace("/dev/stdin", "-", StringComparison.Ordinal), error.Replace("/dev/stdin", "-", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())   // which has no name for it
            AssertReads("/dev/stdin", content, output, error);
    }

    private static void AssertReads(string name, string content, string output, string error)
    {
        using Process process = Start("cat", "--json", name);

        process.StandardInput.BaseStream.Write(content switch
        {
            "archive" => ZipBytes.Of(true, Archive.Three),
            "array" => Archive.Epoch,
            "pickle" => [0x80, 4, (byte)'K', 1, (byte)'.'],
            _ => [],
        });
        process.StandardInput.Close();

        Assert.Equal((output, error), (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd()));
    }

    [Fact]
    public void Process_ArrayInAPipe_IsVerifiedToItsEnd()
    {
        if (OperatingSystem.IsWindows())
            return;
        using Process process = Start("verify", "/dev/stdin");

        process.StandardInput.BaseStream.Write([.. Archive.Epoch, 1, 2, 3]);
        process.StandardInput.Close();

        Assert.Equal("npyio: /dev/stdin: 3 bytes follow the array where nothing may (at byte 129)\n", process.StandardError.ReadToEnd());
    }

    /// <summary>The tool with its three streams as a shell leads them.</summary>
    public static TheoryData<string> Streams =>
    [
        .. from input in (string[])["", "<&-", "</dev/null"]
           from output in (string[])["", ">&-", ">/dev/full", "1</dev/null"]
           from error in (string[])["", "2>&-", "2>/dev/full", "2</dev/null"]
           select $"{input} {output} {error}".Trim(),
    ];

    /// <summary>What is asked for, and what it gives where there is an output.</summary>
    private static readonly (string Words, int Status)[] Commands =
        [("cat --json x.npy", 0), ("info x.npy missing.npy", 1), ("cat missing.npy", 1), ("frob", 2), ("convert x.npy y.csv", 0), ("verify cut.npy", 1)];

    [LinuxTheory]
    [Trait(Campaign.Category, Campaign.Name)]
    [MemberData(nameof(Streams))]
    public void Process_AnyStreams_ExitsWith0Or1Or2(string streams)
    {
        using var folder = new TempFolder();
        folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);
        folder.WriteNpy<byte>("cut.npy", "'|u1'", "(2,)", 1);
        bool isWritable = !streams.Contains(">&-", StringComparison.Ordinal) || streams.Replace("2>&-", "", StringComparison.Ordinal).IndexOf(">&-", StringComparison.Ordinal) < 0;
        isWritable &= !streams.Replace("2>/dev/full", "", StringComparison.Ordinal).Contains(">/dev/full", StringComparison.Ordinal) && !streams.Contains("1<", StringComparison.Ordinal);
        // No command reads the standard input: one of them for each of its other states is enough.
        (string, int)[] commands = streams.StartsWith('<') && !Campaign.IsLong ? [Commands[streams.Length % Commands.Length]] : Commands;
        foreach ((string words, int status) in commands)
        {
            (int found, string output, string error) = InShell(folder, words, streams);

            bool writes = words.StartsWith("cat --json", StringComparison.Ordinal) || words.StartsWith("info", StringComparison.Ordinal);
            Assert.True(found == (writes && !isWritable ? 1 : status), $"{words} {streams}: {found}, {error}");
            Assert.True(words.StartsWith("frob", StringComparison.Ordinal) || error.Count(character => character == '\n') <= (words.StartsWith("info", StringComparison.Ordinal) ? 2 : 1), $"{words} {streams}: {error}");
            Assert.DoesNotContain("Exception", error + output, StringComparison.Ordinal);
            if (words.StartsWith("cat --json", StringComparison.Ordinal) && isWritable)
                Assert.Equal("{\"file\":\"x.npy\",\"arrays\":{\"\":[1,2]}}\n", output);
            if (words.StartsWith("convert", StringComparison.Ordinal))
                Assert.Equal("1\n2\n", File.ReadAllText(folder.PathOf("y.csv")));
        }
    }

    [LinuxTheory]
    [InlineData(">&-", "npyio: standard output: is closed\n")]
    [InlineData(">/dev/full", "npyio: standard output: No space left on device\n")]
    public void Process_OutputThatTakesNothing_IsNamed(string streams, string error)
    {
        using var folder = new TempFolder();
        folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);

        foreach (string words in (string[])["cat --json x.npy", "cat x.npy", "info x.npy", "info --json x.npy", "verify x.npy", "--help", "--version"])
            Assert.Equal((1, "", error), InShell(folder, words, streams));
    }

    [LinuxFact]
    public void Process_InputThatIsClosed_IsNamed()
    {
        using var folder = new TempFolder();

        foreach (string name in (string[])["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
            Assert.Equal((1, "", $"npyio: {name}: is closed\n"), InShell(folder, $"cat {name}", "<&-"));
    }

    [LinuxFact]
    public void Process_PipeThatEndsInTheMiddle_LeavesNoWholeDocument()
    {
        using var folder = new TempFolder();
        folder.Write("cut.npy", NpyBytes.Of("'|u1'", "(200000,)", new byte[150_000]));
        folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);

        (int status, string output, string error) = InShell(folder, "cat --json /dev/stdin x.npy", "<cut.npy");
        (int pipeStatus, string pipeOutput, string pipeError) = InShell(folder, "cat --json /dev/stdin x.npy", "", before: "cat cut.npy |");

        Assert.Equal((1, "{\"file\":\"x.npy\",\"arrays\":{\"\":[1,2]}}\n"), (status, output));
        Assert.Equal((1, error), (pipeStatus, pipeError));
        Assert.EndsWith("takes 200000 bytes, but only 150000 are there (at byte 150128)\n", error);
        string[] lines = pipeOutput.Split('\n');
        Assert.Equal(["{\"file\":\"x.npy\",\"arrays\":{\"\":[1,2]}}", ""], lines[1..]);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => System.Text.Json.JsonDocument.Parse(lines[0]));
    }

    /// <summary>A pipe, a redirected file, and one that has been read in part already, for every command.</summary>
    [LinuxTheory]
    [InlineData("info -")]
    [InlineData("cat - --slice 1:3")]
    [InlineData("head - -n 2")]
    [InlineData("tail - -n 2")]
    [InlineData("verify -")]
    [InlineData("convert - out.csv")]
    [InlineData("convert - out.npy --slice ::2")]
    [InlineData("append out.npy x.npy -")]
    [InlineData("concat out.npy - x.npy")]
    [InlineData("pack out.npz a=-")]
    public void Process_StandardInput_IsAFileLikeAnyOther(string words)
    {
        using var folder = new TempFolder();
        folder.WriteNpy<byte>("x.npy", "'|u1'", "(5,)", 1, 2, 3, 4, 5);
        folder.Write("behind.bin", [0, .. File.ReadAllBytes(folder.PathOf("x.npy"))]);
        (int, string, string) Run(string standardInput, string before = "", string name = "-")
        {
            foreach (string file in folder.Names.Where(file => file.StartsWith("out.", StringComparison.Ordinal)))
                File.Delete(folder.PathOf(file));
            (int status, string output, string error) = InShell(folder, words.Replace("-", name, StringComparison.Ordinal).Replace($"{name}{name}slice", "--slice", StringComparison.Ordinal).Replace($"{name}n 2", "-n 2", StringComparison.Ordinal), standardInput, before);
            string written = string.Concat(folder.Names.Where(file => file.StartsWith("out.", StringComparison.Ordinal)).Select(file => Convert.ToHexString(File.ReadAllBytes(folder.PathOf(file)))));
            return (status, (output + written).Replace("x.npy", "-", StringComparison.Ordinal), error);
        }

        (int, string, string) expected = Run("", name: "x.npy");

        Assert.Equal((0, ""), (expected.Item1, expected.Item3));
        Assert.Equal(Trimmed(expected.Item2), Trimmed(Run("<x.npy").Item2));
        Assert.Equal(Trimmed(expected.Item2), Trimmed(Run("", before: "cat x.npy |").Item2));
        Assert.Equal(Trimmed(expected.Item2), Trimmed(Run("", before: "exec <behind.bin; head -c 1 >/dev/null;").Item2));

        // Columns are as wide as the name.
        static string Trimmed(string text) => System.Text.RegularExpressions.Regex.Replace(text, " +", " ");
    }

    private static (int Status, string Output, string Error) InShell(TempFolder folder, string words, string streams, string before = "")
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        foreach (string argument in (string[])["-c", $"{before} \"$0\" \"$1\" {words} {streams}", Host, Path.Combine(AppContext.BaseDirectory, "NpyIO.Cli.dll")])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static string Host => Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    private static Process Start(params string[] arguments)
    {
        // The tests' folder holds the tool, as they reference it.
        var start = new ProcessStartInfo(Host)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NpyIO.Cli.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
