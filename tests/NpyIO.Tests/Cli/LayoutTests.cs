using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>What <c>cat</c> shows of arrays and records to people at the limits of lines.</summary>
public sealed class LayoutTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Where NumPy 2.4 breaks the lines of <c>print(np.arange(10, 60).reshape(…))</c>: each line has room for the closing brackets.</summary>
    [Theory]
    [InlineData("(24,)", 10, "[10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33]\n")]
    [InlineData("(25,)", 10, "[10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33\n 34]\n")]
    [InlineData("(50,)", 10, "[10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33\n 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57\n 58 59]\n")]
    [InlineData(
        "(2, 25)",
        10,
        "[[10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33\n  34]\n [35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58\n  59]]\n")]
    public void Cat_LineThatIsFull_IsBrokenWhereNumPyBreaksIt(string shape, int first, string expected)
    {
        string file = _folder.WriteNpy("x.npy", "'|u1'", shape, [.. Enumerable.Range(first, 50).Select(value => (byte)value)]);

        Assert.Equal(expected, CliRun.Of("cat", file).Output);
    }

    /// <summary>Of any number of axes and of any width, no line is longer than the terminal is wide, and none could take a value more.</summary>
    [Fact]
    public void Cat_OnATerminal_FillsItsLinesAndNoMore()
    {
        foreach (string shape in (string[])["(200,)", "(2, 100)", "(2, 2, 50)"])
        {
            string file = _folder.WriteNpy("x.npy", "'|u1'", shape, Enumerable.Repeat((byte)77, 200).ToArray());
            int axes = shape.Split(',', StringSplitOptions.RemoveEmptyEntries).Count(length => length != ")");
            for (int width = 20; width < 90; width++)
            {
                string[] lines = CliRun.OnTerminal(width, "cat", file).Output.Split('\n');
                Assert.InRange(lines.Max(line => line.Length), width - 2 - axes, width);
            }
        }
    }

    [Fact]
    public void Cat_ValuesThatAreLeftOut_TakeNoRoom()
    {
        long[] values = new long[2000];
        values[1000] = long.MinValue;

        Assert.Equal("[0 0 0 ... 0 0 0]\n", CliRun.Of("cat", _folder.WriteNpy("x.npy", "'<i8'", "(2000,)", values)).Output);
    }

    [Theory]
    [InlineData("'<f8'", "(3, 0)", "[]\n")]
    [InlineData("'<f8'", "(0,)", "[]\n")]
    [InlineData("[('a', '|u1')]", "(0,)", "[]\n")]
    public void Cat_NoElements_IsEmptyBrackets(string descr, string shape, string expected) => Assert.Equal(expected, CliRun.Of("cat", _folder.WriteNpy("x.npy", descr, shape, [])).Output);

    [Fact]
    public void Cat_RecordsOfSeveralAxes_AreNumPysText()
    {
        string file = _folder.WriteNpy("x.npy", "[('a', '|u1'), ('b', '|S1'), ('c', '|V1')]", "(2, 1, 2)", "\u0001xy\u0002zw\u0003pq\u0004rs"u8, fortranOrder: true);

        Assert.Equal("[[[(1, b'x', b'\\x79') (3, b'p', b'\\x71')]]\n\n [[(2, b'z', b'\\x77') (4, b'r', b'\\x73')]]]\n", CliRun.Of("cat", file).Output);
    }

    [Fact]
    public void Cat_OneRecordOrNoFields_IsNumPysText()
    {
        Assert.Equal("(1, [2, 3], (4,))\n", CliRun.Of("cat", _folder.WriteNpy("x.npy", "[('a', '|u1'), ('b', '|u1', (2,)), ('c', [('d', '|u1')])]", "()", (byte[])[1, 2, 3, 4])).Output);
        Assert.Equal("[() ()]\n", CliRun.Of("cat", _folder.Write("y.npy", Npy.Save(NdArray.Create(DType.Struct(), 2)))).Output);
    }

    [Theory]
    [InlineData(1, "1 byte, no array")]
    [InlineData(0, "0 bytes, no array")]
    [InlineData(2, "2 bytes, no array")]
    public void Cat_EntryThatIsNoArray_SaysHowLongItIs(int length, string expected) =>
        Assert.Equal($"x: {expected}\n", CliRun.Of("cat", Archive.Write(_folder, ("x", new byte[length]))).Output);

    /// <summary>A sub-array of records in records: each index stands where it belongs.</summary>
    [Fact]
    public void ConvertToCsv_SubArraysOfRecords_HaveAColumnForEachElement()
    {
        string file = _folder.WriteNpy("x.npy", "[('a', [('b', '|u1', (2,)), ('c', '|u1')], (2,)), ('d', '<u2', (1, 2))]", "()", (byte[])[1, 2, 3, 4, 5, 6, 7, 0, 8, 1]);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.csv")));

        Assert.Equal("a[0].b[0],a[0].b[1],a[0].c,a[1].b[0],a[1].b[1],a[1].c,\"d[0,0]\",\"d[0,1]\"\n1,2,3,4,5,6,7,264\n", File.ReadAllText(_folder.PathOf("y.csv")));
    }

    [Theory]
    [InlineData("[('a', '|u1')]", "()", "a\n5\n")]
    [InlineData("[('a', '|u1')]", "(0,)", "a\n")]
    [InlineData("[('a', '|u1')]", "(1,)", "a\n5\n")]
    [InlineData("'|u1'", "(0, 3)", "")]
    [InlineData("'|u1'", "(1, 1)", "5\n")]
    [InlineData("'|u1'", "(1, 0)", "\n")]
    public void ConvertToCsv_FewRows_AreEachALine(string descr, string shape, string expected)
    {
        string file = _folder.WriteNpy("x.npy", descr, shape, (byte[])[5]);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.csv")));

        Assert.Equal(expected, File.ReadAllText(_folder.PathOf("y.csv")));
    }
}
