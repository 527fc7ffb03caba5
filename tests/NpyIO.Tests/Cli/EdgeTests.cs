using NpyIO.Cli.Input;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary><c>npyio head</c> and <c>npyio tail</c>.</summary>
public class EdgeTests
{
    [Fact]
    public void Edge_RowsOfOneAxis_AreTenUnlessTold()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy");
        Npy.Save(file, Enumerable.Range(0, 100).ToArray());

        Assert.Equal(new CliRun(0, "[0 1 2 3 4 5 6 7 8 9]\n", ""), CliRun.Of("head", file));
        Assert.Equal(new CliRun(0, "[90 91 92 93 94 95 96 97 98 99]\n", ""), CliRun.Of("tail", file));
        Assert.Equal(new CliRun(0, "[98 99]\n", ""), CliRun.Of("tail", file, "-n", "2"));
        Assert.Equal(new CliRun(0, "[]\n", ""), CliRun.Of("tail", file, "--rows", "0"));
        Assert.Equal(new CliRun(0, "[]\n", ""), CliRun.Of("head", file, "--rows=0"));
        Assert.Equal(new CliRun(0, $"{{\"file\":\"{file}\",\"arrays\":{{\"\":[0,1,2]}}}}\n", ""), CliRun.Of("head", "--json", "-n", "3", file));
        Assert.Equal(100, CliRun.Of("head", file, "-n", "1000").Output.Split(['[', ']', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>All rows that were asked for are shown, however long they are; the rows themselves are shortened.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    public void Edge_LongRows_AreAllShown(int threshold)
    {
        using var folder = new TempFolder();
        using IDisposable lowered = LargeArrays.MinLarge.Lower(threshold);
        string file = folder.PathOf("x.npy");
        Npy.Save(file, NdArray.FromArray(Enumerable.Range(0, 100_000).ToArray()).Reshape(100, 1000));

        foreach (string command in (string[])["head", "tail"])
        {
            foreach (int rows in (int[])[1, 2, 7, 20, 100, 101])
            {
                CliRun run = CliRun.Of(command, file, "-n", $"{rows}");
                Assert.Equal((0, ""), (run.Status, run.Error));
                Assert.Equal(Math.Min(rows, 100), run.Output.Count(character => character == '[') - 1);
                string first = run.Output[2..run.Output.IndexOf(']', StringComparison.Ordinal)];
                Assert.Equal(rows == 1 ? 1000 : 7, first.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length);
            }
        }
    }

    [Fact]
    public void Edge_SingleElementsAndSeveralArrays_AreShown()
    {
        using var folder = new TempFolder();
        string archive = Archive.Write(folder, Archive.Three);

        Assert.Equal(0, CliRun.Of("head", archive, "-n", "1").Status);
        Assert.Contains("layer/w: int16, shape (1, 3)\n[[ 1 -2  3]]\n", CliRun.Of("head", archive, "-n", "1").Output, StringComparison.Ordinal);
        Assert.Contains("epoch: uint8, shape ()\n7\n", CliRun.Of("head", archive, "-n", "1").Output, StringComparison.Ordinal);
        Assert.Contains("\"epoch\":7", CliRun.Of("tail", "--json", archive, "-n", "1").Output, StringComparison.Ordinal);
        Assert.Equal(new CliRun(0, "[[    4     5 32767]]\n", ""), CliRun.Of("tail", archive, "-n", "1", "--entry", "layer/w"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("9223372036854775808")]
    public void Edge_RowsThatAreNoNumber_AreWrongUsage(string rows) => Assert.Equal(
        new CliRun(2, "", $"npyio: '{rows}' is not a number of rows for --rows: it takes digits only, 0 to {long.MaxValue}\nTry 'npyio head --help'.\n"),
        CliRun.Of("head", "x.npy", "-n", rows));
}
