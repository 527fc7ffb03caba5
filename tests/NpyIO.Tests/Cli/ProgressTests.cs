using NpyIO.Cli;
using NpyIO.Cli.Output;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>A bar for long work where a person looks on, and nowhere else.</summary>
public class ProgressTests
{
    private const string ShowCursor = "\x1b[?25h";

    /// <summary>Enough zeros to be long work, which are a small archive.</summary>
    private static readonly byte[] Long = NpyBytes.Of("'|u1'", $"({ProgressBar.LongWork.Value},)", new byte[ProgressBar.LongWork.Value]);

    private static readonly byte[] LongArchive = ZipBytes.Of(true, ("[red]long[/].npy", Long));

    [Fact]
    public void Verify_LongArchive_ShowsABarThatGoesAway()
    {
        using var folder = new TempFolder();
        string file = folder.Write("[x].npz", LongArchive);

        var run = CliRun.Interactive("verify", file);

        Assert.Equal((0, $"{file}: ok (1 entry)\n"), (run.Status, run.Output));
        AssertBar(run.Error, Path.GetFileName(file));
    }

    [Fact]
    public void Unpack_LongArchive_ShowsABar()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", LongArchive);

        var run = CliRun.Interactive("unpack", file, folder.PathOf("new"));

        Assert.Equal((0, ""), (run.Status, run.Output));
        AssertBar(run.Error, "x.npz");
        Assert.Equal(Long.Length, new FileInfo(folder.PathOf("new/[red]long[/].npy")).Length);
    }

    [Fact]
    public void Convert_LongArchive_ShowsABar()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", LongArchive);

        var run = CliRun.Interactive("convert", file, folder.PathOf("y.npz"), "--compress");

        Assert.Equal((0, ""), (run.Status, run.Output));
        AssertBar(run.Error, "x.npz");
    }

    [Theory]
    [InlineData("y.npy")]
    [InlineData("y.bin")]
    [InlineData("y.csv")]
    [InlineData("y.json")]
    public void Convert_LongArray_ShowsABar(string name)
    {
        using var folder = new TempFolder();
        NdArray array = NdArray.Create(DType.Parse("S1024"), ProgressBar.LongWork / 1024);
        Npy.Save(folder.PathOf("x.npy"), array);

        var run = CliRun.Interactive("convert", folder.PathOf("x.npy"), folder.PathOf(name));

        Assert.Equal((0, ""), (run.Status, run.Output));
        AssertBar(run.Error, "x.npy");
        Assert.Matches(" (5[1-9]|[6-9][0-9])%", run.Error);   // reading is the first half, writing the other
    }

    [Fact]
    public void Pack_LongArray_ShowsABar()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npy", Long);

        var run = CliRun.Interactive("pack", folder.PathOf("y.npz"), file, "--compress");

        Assert.Equal((0, ""), (run.Status, run.Output));
        AssertBar(run.Error, "y.npz");
    }

    [Fact]
    public void Verify_LongArchiveInAPipe_ShowsNone()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", LongArchive);

        Assert.Equal(new CliRun(0, $"{file}: ok (1 entry)\n", ""), CliRun.Of("verify", file));
        Assert.Equal(new CliRun(0, $"{file}: ok (1 entry)\n", ""), CliRun.OnTerminal(80, "verify", file));
    }

    [Fact]
    public void Verify_ShortArchive_ShowsNone()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, $"{file}: ok (3 entries)\n", ""), CliRun.Interactive("verify", file));
    }

    [Fact]
    public void Follow_WorkThatFails_TakesTheBarAway()
    {
        using var output = new MemoryStream();
        using var error = new System.IO.StringWriter();
        var tool = new Tool(new Utf8Writer(output), error, 80, interactive: true);

        bool done = tool.Try("x.npz", file => tool.Follow(file, ProgressBar.LongWork, progress =>
        {
            progress!.Report(ProgressBar.LongWork / 2);
            throw new ToolException("is bad");
        }));

        Assert.False(done);
        Assert.Contains("50%", error.ToString());
        Assert.EndsWith("npyio: x.npz: is bad\n", error.ToString());
        Assert.True(error.ToString().LastIndexOf(ShowCursor, StringComparison.Ordinal) > error.ToString().LastIndexOf("50%", StringComparison.Ordinal));
    }

    [Fact]
    public void Follow_ManyReports_AreDrawnAHundredTimes()
    {
        using var output = new MemoryStream();
        using var error = new System.IO.StringWriter();
        var tool = new Tool(new Utf8Writer(output), error, 80, interactive: true);

        tool.Follow("x", ProgressBar.LongWork, progress =>
        {
            for (long i = 0; i <= ProgressBar.LongWork; i += 1024)
                progress!.Report(i);
        });

        int drawn = error.ToString().Split('%').Length - 1;
        Assert.InRange(drawn, 100, 110);
    }

    /// <summary>Of a long path the end says more.</summary>
    [Theory]
    [InlineData(30, "")]
    [InlineData(31, "…")]
    public void Follow_NameAroundTheLongest_KeepsItsEndBeyondIt(int length, string start)
    {
        using var output = new MemoryStream();
        using var error = new System.IO.StringWriter();
        string name = "a" + new string('m', length - 2) + "z";

        new Tool(new Utf8Writer(output), error, 120, interactive: true).Follow(name, ProgressBar.LongWork, _ => { });

        Assert.Contains(start.Length == 0 ? name : start + name[2..], error.ToString(), StringComparison.Ordinal);
        Assert.Equal(start.Length == 0, error.ToString().Contains('a', StringComparison.Ordinal));
    }

    [Fact]
    public void ProgressSum_SeveralParts_AreAddedUp()
    {
        var seen = new List<long>();
        var sum = new ProgressSum(new Recorded(seen));
        IProgress<long> first = sum.Part()!, second = sum.Part()!;

        first.Report(10);
        second.Report(5);
        first.Report(30);
        second.Report(6);

        Assert.Equal([10, 15, 35, 36], seen);
        Assert.Null(new ProgressSum(null).Part());
    }

    private static void AssertBar(string error, string what)
    {
        Assert.Contains(what, error);
        Assert.Contains("━", error);
        Assert.Matches(" [1-9][0-9]?%", error);   // not only the beginning and the end
        Assert.Contains("100%", error);
        Assert.EndsWith(ShowCursor, error);
    }

    private sealed class Recorded(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }
}
