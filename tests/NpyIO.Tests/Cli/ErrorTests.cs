using NpyIO.Cli;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class ErrorTests
{
    [Fact]
    public void Info_MissingFile_SaysSo() =>
        Assert.Equal(new CliRun(1, "", "npyio: no/such.npy: no such file or directory\n"), CliRun.Of("info", "no/such.npy"));

    [Fact]
    public void Info_EmptyName_SaysSo() =>
        Assert.Equal(new CliRun(1, "", "npyio: : no such file or directory\n"), CliRun.Of("info", ""));

    [Fact]
    public void Cat_Folder_SaysSo()
    {
        using var folder = new TempFolder();

        Assert.Equal(new CliRun(1, "", $"npyio: {folder.PathOf(".")}: is a directory\n"), CliRun.Of("cat", folder.PathOf(".")));
    }

    /// <summary>Each exception in one line, without what only programmers understand, and without the path, with which the line begins.</summary>
    [Fact]
    public void ErrorText_EveryException_IsOneReason()
    {
        using var folder = new TempFolder();
        foreach ((Exception exception, string? file, string text) in ((Exception, string?, string)[])
        [
            (new ToolException("reason"), "x", "reason"),
            (new FileNotFoundException("m"), "x", "no such file or directory"),
            (new DirectoryNotFoundException("m"), "x", "no such file or directory"),
            (new UnauthorizedAccessException("m"), folder.Path, "is a directory"),
            (new UnauthorizedAccessException("m"), folder.PathOf("x"), "permission denied"),
            (new UnauthorizedAccessException("m"), null, "permission denied"),
            (new PathTooLongException("m"), "x", "the path is too long"),
            (new InsufficientMemoryException("m"), "x", "not enough memory"),
            (new ArgumentException("m", "name"), "x", "m"),
            (new ArgumentException("m"), "x", "m"),
            (new IOException("No space : 'x'"), "x", "No space"),
            (new IOException("No space : 'x'"), null, "No space : 'x'"),
            (new IOException("No space : x"), "x", "No space : x"),
            (new IOException("No space"), "x", "No space"),
            (new InvalidOperationException("see Npy.Repair"), "x", "see 'npyio append' with --repair"),
            (new OverflowException("m"), "x", "m"),
            (new NotSupportedException("m"), "x", "m"),
            (new FormatException("m"), "x", "FormatException: m"),
            (new NpyFormatException("m", NpyFormatReason.BadHeader, 3), "x", "m"),
        ])
        {
            Assert.Equal(text, ErrorText.Of(exception, file));
        }
    }

    [Fact]
    public void Cat_TruncatedData_SaysExpectedAndFound()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<f8'", "(3,)", new byte[20]);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: The data end early: shape (3,) of '<f8' takes 24 bytes, but only 20 are there (at byte 148)\n"),
            CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void Info_TruncatedData_ReadsTheHeaderOnly()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<f8'", "(3,)", new byte[20]);

        Assert.Equal(0, CliRun.Of("info", file).Status);
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 4, 0x95, 0 })]
    [InlineData(new byte[] { (byte)'(', (byte)'l', (byte)'p', (byte)'0', (byte)'\n' })]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0 })]
    [InlineData(new byte[] { 0x78, 0x9c, 1 })]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd })]
    public void Run_PickleOrJoblibFileThatIsCut_IsOneError(byte[] content)
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npy", content);

        foreach (string[] words in (string[][])[["info", file], ["cat", file, "--json"], ["convert", file, folder.PathOf("y.csv")], ["convert", file, folder.PathOf("y.npz")], ["unpack", file, folder.PathOf("y")], ["verify", file]])
        {
            CliRun run = CliRun.Of(words);

            Assert.Equal((1, ""), (run.Status, run.Output));
            Assert.StartsWith($"npyio: {file}: ", run.Error, StringComparison.Ordinal);
            Assert.Equal(1, run.Error.Count(character => character == '\n'));
        }
    }

    [Fact]
    public void Run_SeveralFiles_GoesOnAfterBadOnes()
    {
        using var folder = new TempFolder();
        string good = folder.WriteNpy<byte>("good.npy", "'|u1'", "(2,)", 1, 2);
        string bad = folder.Write("bad.npy", "no array"u8);

        var run = CliRun.Of("cat", "--json", bad, good, "missing.npy", good);

        Assert.Equal(1, run.Status);
        string document = $"{{\"file\":\"{good}\",\"arrays\":{{\"\":[1,2]}}}}\n";
        Assert.Equal(document + document, run.Output);
        Assert.Equal(
            $"npyio: {bad}: This is text, not a .npy array: it begins with b'no arr', not with b'\\x93NUMPY' (at byte 0)\nnpyio: missing.npy: no such file or directory\n",
            run.Error);
    }

    [Fact]
    public void Run_NameThatWouldSteerATerminal_IsEscaped()
    {
        string name = "a\n\x1b[31m\u009b\u202eb.npy";

        Assert.Equal(new CliRun(1, "", "npyio: a\\n\\x1b[31m\\x9b\\u202eb.npy: no such file or directory\n"), CliRun.Of("info", name));
    }

    [Fact]
    public void Cat_EntryOfASingleArray_SaysSo()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no entry 'w': it is a single array\n"), CliRun.Of("cat", file, "--entry", "w"));
    }

    [Fact]
    public void Cat_OutputFails_SaysSoAndStops()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);
        using var error = new System.IO.StringWriter();

        int status = NpyIO.Cli.Program.Run(["cat", file], new NpyIO.Cli.Output.StandardOutput(new FullDisk(), () => false), error);

        Assert.Equal((1, "npyio: standard output: No space left on device\n"), (status, error.ToString()));
    }

    [Fact]
    public void Cat_NobodyReads_EndsQuietly()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);
        using var error = new System.IO.StringWriter();

        int status = NpyIO.Cli.Program.Run(["cat", file], new NpyIO.Cli.Output.StandardOutput(new FullDisk(), () => true), error);

        Assert.Equal((0, ""), (status, error.ToString()));
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }

    [Fact]
    public void Run_GoodBadAndGoodFile_SaysSoInTheirOrder()
    {
        using var folder = new TempFolder();
        string good = folder.Write("good.npy", Archive.Epoch), bad = folder.PathOf("bad.npy");
        using var output = new MemoryStream();
        using var errors = new StreamWriter(output, new System.Text.UTF8Encoding(false)) { AutoFlush = true };

        Assert.Equal(1, NpyIO.Cli.Program.Run(["cat", "--json", good, bad, good], output, errors));

        string document = $"{{\"file\":\"{good}\",\"arrays\":{{\"\":7}}}}\n";
        Assert.Equal($"{document}npyio: {bad}: no such file or directory\n{document}", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }
}
