using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class ConvertTests
{
    private static readonly byte[] Six = Convert.FromHexString("000100040002000500030006");

    [Theory]
    [InlineData("'|b1'", "(2,)", "0001", "False\nTrue\n")]
    [InlineData("'<i2'", "()", "feff", "-2\n")]
    [InlineData("'<i2'", "(2, 2)", "0100020003000400", "1,2\n3,4\n")]
    [InlineData("'<f4'", "(4,)", "0000c03f0000c07f0000807f000080ff", "1.5\nnan\ninf\n-inf\n")]
    [InlineData("'<c8'", "(3,)", "0000c03f000080bf0000c03f0000c07f0000c03f00000080", "1.5-1.0j\n1.5+nanj\n1.5-0.0j\n")]
    [InlineData("'|S4'", "(4,)", "61620000612c6200612262000000000a", "ab\n\"a,b\"\n\"a\"\"b\"\n\"\0\0\0\n\"\n")]
    [InlineData("'|S2'", "(3,)", "000020610d00", "\"\"\n\" a\"\n\"\r\"\n")]
    [InlineData("'<U1'", "(2,)", "e90000003df40100", "é\n\U0001f43d\n")]
    [InlineData("'<M8[D]'", "(2,)", "00000000000000000000000000000080", "1970-01-01\nNaT\n")]
    [InlineData("'<m8[s]'", "(2,)", "02000000000000000000000000000080", "2\nNaT\n")]
    [InlineData("'|V2'", "(1,)", "00ff", "00ff\n")]
    [InlineData("[('a', '|u1'), ('b,', [('c', '|i1', (2, 2)), ('d', '|S1')])]", "(2,)", "010203040541060708090a00", "a,\"b,.c[0,0]\",\"b,.c[0,1]\",\"b,.c[1,0]\",\"b,.c[1,1]\",\"b,.d\"\n1,2,3,4,5,A\n6,7,8,9,10,\"\"\n")]
    [InlineData("'<f8'", "(0,)", "", "")]
    [InlineData("'<f8'", "(2, 0)", "", "\n\n")]
    public void Convert_Csv_HasALineForEachRow(string descr, string shape, string hex, string expected)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, shape, Convert.FromHexString(hex));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.CSV")));

        Assert.Equal(expected, Encoding.UTF8.GetString(File.ReadAllBytes(folder.PathOf("y.CSV"))));
    }

    [Theory]
    [InlineData("'|u1'", "(1, 1, 1)", "has 3 axes, and CSV has room for 2")]
    [InlineData("[('a', '|u1')]", "(1, 1)", "has 2 axes, and CSV has room for 1 of records")]
    [InlineData("'|V0'", "(20000000,)", "holds 20000000 values that take no bytes, more than the 16777216 that are written out")]
    [InlineData("[('a', [('c', '|S0')], (2000000,)), ('b', '|u1')]", "(1,)", "its records have more than 1048576 columns")]
    public void Convert_WhatCsvHasNoFormFor_IsRefused(string descr, string shape, string reason)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, shape, [1]);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {reason}\n"), CliRun.Of("convert", file, folder.PathOf("y.csv")));
        Assert.Equal(["x.npy"], folder.Names);
    }

    [Fact]
    public void Convert_ObjectsToBytes_IsRefused()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy");
        Npy.Save(file, NdArray.FromObjects(new object[] { "a", 1L }));

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: holds Python objects, which have no bytes of their own\n"), CliRun.Of("convert", file, folder.PathOf("y.bin")));
        Assert.False(File.Exists(folder.PathOf("y.bin")));
    }

    [Fact]
    public void Convert_TextThatUtf8CannotHold_LeavesTheOldFile()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy<uint>("x.npy", "'<U1'", "(2,)", 'a', 0xd800);
        string target = folder.Write("y.csv", "old"u8);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: holds the code point U+D800, which is not a character that a CSV file can hold\n"), CliRun.Of("convert", file, target));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal(["x.npy", "y.csv"], folder.Names);
    }

    /// <summary>As of texts of NumPy's own, so of Python's and of names: nothing else is written in their place.</summary>
    [Fact]
    public void ConvertToCsv_LoneSurrogateInATextOrAName_LeavesTheOldFile()
    {
        using var folder = new TempFolder();
        string target = folder.Write("y.csv", "old"u8);
        NdArray[] arrays = [NdArray.FromObjects(new object?[] { "𝄞", "a\udc00" }), NdArray.FromObjects(new object?[] { "\udc00\ud800" }), NdArray.Create(DType.Struct(new Field("a", DType.UInt8), new Field("\udc00b", DType.UInt8)), 1)];
        foreach (NdArray array in arrays)
        {
            string file = folder.Write("x.npy", Npy.Save(array));

            Assert.Equal(new CliRun(1, "", $"npyio: {file}: holds the code point U+DC00, which is not a character that a CSV file can hold\n"), CliRun.Of("convert", file, target));
            Assert.Equal("old", File.ReadAllText(target));
        }
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a ", "\"a \"")]
    [InlineData(" a", "\" a\"")]
    [InlineData(" ", "\" \"")]
    [InlineData("a b", "a b")]
    [InlineData("a\t", "a\t")]
    [InlineData("", "\"\"")]
    [InlineData("a,", "\"a,\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\r\n", "\"a\r\n\"")]
    [InlineData("\r", "\"\r\"")]
    [InlineData("\u00a0", "\u00a0")]
    [InlineData("a;b'", "a;b'")]
    public void ConvertToCsv_Text_IsInQuotesWhereABlankOrASeparatorNeedsThem(string text, string line)
    {
        using var folder = new TempFolder();
        foreach (NdArray array in (NdArray[])[NdArray.FromObjects(new object?[] { text }), NdArray.FromArray(new[] { text }), NdArray.FromBuffer(System.Text.Encoding.Latin1.GetBytes(text.PadRight(4, '\0')), DType.Parse("S4"))])
        {
            Npy.Save(folder.PathOf("x.npy"), array);

            Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", folder.PathOf("x.npy"), folder.PathOf("y.csv")));

            Assert.Equal(line + "\n", File.ReadAllText(folder.PathOf("y.csv")));
        }
    }

    [Fact]
    public void Convert_Json_WritesTheValuesAlone()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(2, 3)", Six, fortranOrder: true);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.json")));

        Assert.Equal("[[1,2,3],[4,5,6]]\n", File.ReadAllText(folder.PathOf("y.json")));
    }

    [Fact]
    public void Convert_Bin_WritesCOrderInTheFilesByteOrder()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(2, 3)", Six, fortranOrder: true);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.bin")));

        Assert.Equal("000100020003000400050006", Convert.ToHexString(File.ReadAllBytes(folder.PathOf("y.bin"))));
    }

    [Fact]
    public void Convert_Npy_KeepsOrderAndByteOrder()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(2, 3)", Six, fortranOrder: true);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npy")));

        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder.PathOf("y.npy")));
    }

    [Theory]
    [InlineData("y.NPY", 140)]
    [InlineData("y.Npz", null)]
    [InlineData("y.BIN", 12)]
    [InlineData("y.CSV", 12)]
    [InlineData("y.JSON", 18)]
    public void Convert_ExtensionInAnyCase_SaysWhatIsWritten(string name, int? length)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(2, 3)", Six, fortranOrder: true);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf(name)));

        Assert.Equal(length ?? Npz.Save([new NpzItem("arr_0", Npy.Load(file, NpyReadOptions.AsStored))]).Length, new FileInfo(folder.PathOf(name)).Length);
    }

    [Theory]
    [InlineData("y.npy")]
    [InlineData("y.bin")]
    [InlineData("y.csv")]
    [InlineData("y.json")]
    public void Convert_CompressWhatIsNoArchive_IsWrongUsageOfEveryForm(string target) =>
        Assert.Equal(
            new CliRun(2, "", $"npyio: cannot compress '{target}': --compress is for .npz\nTry 'npyio convert --help'.\n"),
            CliRun.Of("convert", "--compress", "missing.npy", target));

    [Fact]
    public void Convert_OntoItself_IsDone()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(6,)", Six);
        byte[] before = File.ReadAllBytes(file);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, file));

        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData("y.npy")]
    [InlineData("y.bin")]
    [InlineData("y.csv")]
    [InlineData("y.json")]
    public void Convert_IntoMissingFolder_NamesTheTarget(string name)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(6,)", Six);
        string target = Path.Combine(folder.PathOf("missing"), name);

        Assert.Equal(new CliRun(1, "", $"npyio: {target}: no such file or directory\n"), CliRun.Of("convert", file, target));
    }

    [Fact]
    public void Convert_MissingInput_WritesNothing()
    {
        using var folder = new TempFolder();

        Assert.Equal(new CliRun(1, "", $"npyio: {folder.PathOf("x.npy")}: no such file or directory\n"), CliRun.Of("convert", folder.PathOf("x.npy"), folder.PathOf("y.npy")));
        Assert.Empty(folder.Names);
    }
}
