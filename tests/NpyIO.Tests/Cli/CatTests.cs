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
    [InlineData("'|S4'", "(2,)", "61270a0000000000", "[b'a\\'\\n'      b'']\n")]
    [InlineData("'<U1'", "(2,)", "00d80000e9000000", "['\\ud800'      'é']\n")]
    [InlineData("'<c8'", "()", "0000c03f000080bf", "1.5-1.0j\n")]
    [InlineData("'<f8'", "(2, 0)", "", "[] (shape (2, 0))\n")]
    [InlineData("[('a', '|u1')]", "()", "05", "{a:5}\n")]
    public void Cat_SmallArray_LooksLikeNumPys(string descr, string shape, string hex, string expected)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, shape, Convert.FromHexString(hex));

        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("cat", file));
    }

    [Fact]
    public void Cat_LongArray_LeavesOutTheMiddleAndSaysHowMuch()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i4'", "(5000,)", Enumerable.Range(0, 5000).ToArray());

        Assert.Equal("[   0    1    2 ... 4997 4998 4999]\n(4994 of 5000 elements left out)\n", CliRun.Of("cat", file).Output);
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
            (4964 of 5000 elements left out)

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
    public void Cat_ManyAxes_StaysShort()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|u1'", "(" + string.Concat(Enumerable.Repeat("3, ", 12)) + ")", new byte[531441]);

        Assert.True(CliRun.Of("cat", file).Output.Length < 50_000);
    }

    [Fact]
    public void Cat_EndlessValuesWithoutBytes_ShowsSome()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|S0'", "(1099511627776,)", []);

        Assert.Equal("[b'' b'' b'' ... b'' b'' b'']\n(1099511627770 of 1099511627776 elements left out)\n", CliRun.Of("cat", file).Output);
    }

    [Fact]
    public void Cat_Records_AreATable()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "[('id', '|u1'), ('in', [('s', '|S3'), ('v', '|i1', (2,))])]", "(2,)", Convert.FromHexString("0161620001ff64630000027f"));

        const string Expected = """
               id  in.s   in.v
            0   1  b'ab'  [1,-1]
            1  100  b'c'   [2,127]

            """;
        Assert.Equal(Expected.Replace("0   1  b'ab'", "0    1  b'ab'").Replace("   id", "    id"), CliRun.Of("cat", file).Output);
    }

    [Theory]
    [InlineData("(6,)", "[0,1,2,3,4,5]")]
    [InlineData("(7,)", "[0,1,2,...,4,5,6]")]
    [InlineData("(6, 1)", "[[0],[1],[2],[3],[4],[5]]")]
    [InlineData("(7, 1)", "[[0],[1],[2],...,[4],[5],[6]]")]
    [InlineData("(1, 6)", "[[0,1,2,3,4,5]]")]
    [InlineData("(1, 7)", "[[0,1,2,...,4,5,6]]")]
    public void Cat_SubArray_IsShortenedOnlyIfSomethingIsLeftOut(string shape, string expected)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", $"[('v', '|u1', {shape})]", "(1,)", [.. Enumerable.Range(0, shape.Contains('7') ? 7 : 6).Select(i => (byte)i)]);

        Assert.EndsWith($"  {expected}\n", CliRun.Of("cat", file).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(1000,)", 1000, "")]
    [InlineData("(1001,)", 1001, "(995 of 1001 elements left out)\n")]
    [InlineData("(500, 2)", 1000, "")]
    [InlineData("(7, 200)", 1400, "(1358 of 1400 elements left out)\n")]
    [InlineData("(8, 200)", 1600, "(1564 of 1600 elements left out)\n")]
    public void Cat_ArrayAtALimit_IsShortenedBeyondIt(string shape, int count, string expected)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|u1'", shape, new byte[count]);

        string output = CliRun.Of("cat", file).Output;

        Assert.Equal(expected, output[(output.LastIndexOf(']') + 2)..]);
        Assert.Equal(expected.Length > 0, output.Contains("...", StringComparison.Ordinal));
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
    public void Cat_RecordsOnANarrowTerminal_LeavesOutColumns()
    {
        using var folder = new TempFolder();
        string fields = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"('field{i}', '|u1')"));
        string file = folder.WriteNpy("x.npy", $"[{fields}]", "(50,)", new byte[2000]);

        var run = CliRun.OnTerminal(60, "cat", file);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 60));
        Assert.EndsWith("(10 of 50 records left out)\n(35 of 40 fields left out)\n", run.Output);
    }

    [Fact]
    public void Cat_LongText_IsCutShort()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|S1000'", "()", Enumerable.Repeat((byte)'a', 1000).ToArray());

        Assert.Equal($"b'{new string('a', 50)}'…(+950)\n", CliRun.Of("cat", file).Output);
    }

    [Fact]
    public void Cat_SeveralFiles_AreTitled()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<byte>("x.npy", "'|u1'", "(2,)", 1, 2);

        Assert.Equal($"{file}: uint8, shape (2,)\n[1 2]\n{file}: uint8, shape (2,)\n[1 2]\n", CliRun.Of("cat", file, file).Output);
    }
}
