using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary><c>cat</c> for people.</summary>
public class CatTests
{
    [Theory]
    [InlineData("'<i2'", "()", "feff", "-2\n")]
    [InlineData("'<i2'", "(3,)", "0100f6ff6400", "[  1 -10 100]\n")]
    [InlineData("'<i2'", "(2, 2)", "0100020003000400", "[[1 2]\n [3 4]]\n")]
    [InlineData("'|u1'", "(2, 1, 2)", "01020304", "[[[1 2]]\n\n [[3 4]]]\n")]
    [InlineData("'|S4'", "(2,)", "61270a0000000000", "[b\"a'\\n\" b'']\n")]
    [InlineData("'<U1'", "(2,)", "00d80000e9000000", "['\\ud800' 'é']\n")]
    [InlineData("'<f8'", "(2,)", "000000000000f03f0000000000000440", "[1.  2.5]\n")]
    [InlineData("'<c8'", "()", "0000c03f000080bf", "(1.5-1j)\n")]
    [InlineData("'<f8'", "(2, 0)", "", "[]\n")]
    [InlineData("[('a', '|u1')]", "()", "05", "(5,)\n")]
    [InlineData("[('a', '|u1'), ('b', '|S1')]", "(2,)", "0561ff62", "[(  5, b'a') (255, b'b')]\n")]
    public void Cat_SmallArray_IsNumPysText(string descr, string shape, string hex, string expected)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, shape, Convert.FromHexString(hex));

        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("cat", file));
    }

    [Fact]
    public void Cat_LongArray_LeavesOutTheMiddle()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i4'", "(5000,)", Enumerable.Range(0, 5000).ToArray());

        Assert.Equal("[   0    1    2 ... 4997 4998 4999]\n", CliRun.Of("cat", file).Output);
    }

    [Fact]
    public void Cat_LongAxes_AreEachShortened()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i4'", "(100, 50)", Enumerable.Range(0, 5000).ToArray());

        const string Expected = """
            [[   0    1    2 ...   47   48   49]
             [  50   51   52 ...   97   98   99]
             [ 100  101  102 ...  147  148  149]
             ...
             [4850 4851 4852 ... 4897 4898 4899]
             [4900 4901 4902 ... 4947 4948 4949]
             [4950 4951 4952 ... 4997 4998 4999]]

            """;
        Assert.Equal(Expected, CliRun.Of("cat", file).Output);
    }

    [Fact]
    public void Cat_ManyValues_BreaksLines()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i4'", "(40,)", Enumerable.Range(100, 40).ToArray());

        string[] lines = CliRun.Of("cat", file).Output.Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= 76));
        Assert.StartsWith("[100 101", lines[0]);
        Assert.StartsWith(" 118 119", lines[1]);
    }

    [Fact]
    public void Cat_ManyAxes_ShowsAMillionElementsAtMost()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|u1'", "(" + string.Concat(Enumerable.Repeat("2, ", 22)) + ")", new byte[1 << 22]);

        Assert.InRange(CliRun.Of("cat", file).Output.Count(character => character == '0'), 1 << 19, 1 << 20);
    }

    [Fact]
    public void Cat_EndlessValuesWithoutBytes_ShowsSome()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|S0'", "(1099511627776,)", []);

        Assert.Equal("[b'' b'' b'' ... b'' b'' b'']\n", CliRun.Of("cat", file).Output);
    }

    [Theory]
    [InlineData("(1000,)", 1000, false)]
    [InlineData("(1001,)", 1001, true)]
    [InlineData("(500, 2)", 1000, false)]
    [InlineData("(7, 200)", 1400, true)]
    public void Cat_ArrayAtALimit_IsShortenedBeyondIt(string shape, int count, bool isShortened)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|u1'", shape, new byte[count]);

        string output = CliRun.Of("cat", file).Output;

        Assert.Equal(isShortened, output.Contains("...", StringComparison.Ordinal));
        Assert.EndsWith("]\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, "  0\n  1\n  2\n  3\n  4\n  5\n  6\n  7\n  8\n  9\n  10\n")]
    [InlineData(12, "  0\n  1\n  2\n  3\n  4\n  … 2 more\n  7\n  8\n  9\n  10\n  11\n")]
    public void Cat_ListAtALimit_IsShortenedBeyondIt(int count, string expected)
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.pkl", Pickle.Save(Enumerable.Range(0, count).ToList()));

        Assert.Equal($"list of {count}\n{expected}", CliRun.Of("cat", file).Output);
    }

    [Fact]
    public void Cat_OnATerminal_BreaksLinesAtItsWidth()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<f8'", "(4,)", 0.25, 10, 2.5, 100);

        Assert.Equal("[  0.25  10.     2.5  100.  ]\n", CliRun.OnTerminal(30, "cat", file).Output);
        Assert.Equal("[  0.25  10.\n   2.5  100.  ]\n", CliRun.OnTerminal(20, "cat", file).Output);
    }

    [Fact]
    public void Cat_SeveralFiles_AreTitled()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);

        Assert.Equal($"{file}: uint8, shape (2,)\n[1 2]\n{file}: uint8, shape (2,)\n[1 2]\n", CliRun.Of("cat", file, file).Output);
    }
}
