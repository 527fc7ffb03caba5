using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class CatJsonTests
{
    [Fact]
    public void CatJson_TwoAxes_IsTheContractsDocument()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<i2'", "(2, 3)", new short[] { 1, -2, 3, 4, 5, 32767 });

        Assert.Equal(new CliRun(0, $"{{\"file\":\"{file}\",\"arrays\":{{\"\":[[1,-2,3],[4,5,32767]]}}}}\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Theory]
    [InlineData("'|b1'", "(3,)", "000102", "[false,true,true]")]
    [InlineData("'<u8'", "()", "ffffffffffffffff", "18446744073709551615")]
    [InlineData("'>i8'", "()", "8000000000000000", "-9223372036854775808")]
    [InlineData("'<f8'", "(6,)", "0000000000000080000000000000f03f000000000000f87f000000000000f07f000000000000f0ff0080e03779c34143", "[-0.0,1.0,\"NaN\",\"Infinity\",\"-Infinity\",10000000000000000.0]")]
    [InlineData("'<f4'", "()", "cdcccc3d", "0.10000000149011612")]
    [InlineData("'<f2'", "(2,)", "662e0080", "[0.0999755859375,-0.0]")]
    [InlineData("'<c8'", "()", "0000c03f0000c07f", "[1.5,\"NaN\"]")]
    [InlineData("'|S4'", "(3,)", "6100e9000000000022005c0a", "[\"a\\u0000é\",\"\",\"\\\"\\u0000\\\\\\u000a\"]")]
    [InlineData("'<U1'", "(3,)", "00d800003df40100e9000000", "[\"\\ud800\",\"\U0001f43d\",\"é\"]")]
    [InlineData("'<U3'", "()", "610000000000110000000000", "{\"codepoints\":[97,1114112]}")]
    [InlineData("'<U1'", "()", "ffffffff", "{\"codepoints\":[4294967295]}")]
    [InlineData("'|V3'", "(2,)", "00ff10000000", "[\"00ff10\",\"000000\"]")]
    [InlineData("'<M8[D]'", "(2,)", "00000000000000000000000000000080", "[\"1970-01-01\",\"NaT\"]")]
    [InlineData("'<M8[25s]'", "()", "0200000000000000", "\"1970-01-01T00:00:50\"")]
    [InlineData("'<M8'", "(2,)", "05000000000000000000000000000080", "[5,\"NaT\"]")]
    [InlineData("'<m8[25s]'", "(2,)", "02000000000000000000000000000080", "[2,\"NaT\"]")]
    [InlineData("'|S0'", "(2,)", "", "[\"\",\"\"]")]
    [InlineData("'|V0'", "()", "", "\"\"")]
    [InlineData("'<U0'", "(1, 2)", "", "[[\"\",\"\"]]")]
    [InlineData("'<f8'", "(0, 3)", "", "[]")]
    [InlineData("'<f8'", "(3, 0)", "", "[[],[],[]]")]
    [InlineData("'<f8'", "(2, 0, 4)", "", "[[],[]]")]
    [InlineData("[('a', '|u1'), ('', '|V1'), ('c', [('d', '|i1', (2, 1)), ('e', '|V2')])]", "(1,)", "01ff02fe0aff", "[{\"a\":1,\"c\":{\"d\":[[2],[-2]],\"e\":\"0aff\"}}]")]
    [InlineData("[(('title', 'a\"'), '|u1')]", "()", "07", "{\"a\\\"\":7}")]
    [InlineData("[('a', '|u1', (0,)), ('b', '|u1')]", "(1,)", "09", "[{\"a\":[],\"b\":9}]")]
    public void CatJson_EveryKind_FollowsTheContract(string descr, string shape, string hex, string values)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, shape, Convert.FromHexString(hex));

        var run = CliRun.Of("cat", file, "--json");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal($"{{\"file\":\"{file}\",\"arrays\":{{\"\":{values}}}}}\n", run.Output);
    }

    [Fact]
    public void CatJson_FortranOrderBigEndian_IsInCOrder()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'>u2'", "(2, 3)", Convert.FromHexString("000100040002000500030006"), fortranOrder: true);

        Assert.EndsWith(":[[1,2,3],[4,5,6]]}}\n", CliRun.Of("cat", file, "--json").Output);
    }

    [Fact]
    public void CatJson_EveryHalf_IsTheShortestOfItsDouble()
    {
        Half[] values = [.. Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(Half.IsFinite)];

        Assert.Equal(values.Select(value => Shortest((double)value)), Texts("'<f2'", values));
    }

    [Fact]
    public void CatJson_ManyFloats_AreTheShortestOfTheirDoubles()
    {
        float[] values = [.. Random<float>(20_000).Where(float.IsFinite)];

        Assert.Equal(values.Select(value => Shortest(value)), Texts("'<f4'", values));
    }

    [Theory]
    [InlineData("'<f2'", "ff7b", "65504.0")]
    [InlineData("'>f4'", "3dcccccd", "0.10000000149011612")]
    [InlineData("'<c8'", "cdcccc3d9a99993e", "[0.10000000149011612,0.30000001192092896]")]
    [InlineData("[('a', '<f2'), ('b', '>f4', (1,))]", "ff7b3dcccccd", "{\"a\":65504.0,\"b\":[0.10000000149011612]}")]
    public void CatJson_ShortFloat_IsTheSameValueReadAsADouble(string descr, string hex, string value)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, "()", Convert.FromHexString(hex));
        string pickle = folder.PathOf("x.pkl");
        Pickle.Save(pickle, Npy.Load(file));

        Assert.EndsWith($":{{\"\":{value}}}}}\n", CliRun.Of("cat", file, "--json").Output);
        Assert.EndsWith($"\"data\":{value}}}}}}}\n", CliRun.Of("cat", pickle, "--json").Output);
    }

    /// <summary>Which no byte order can be given to as a whole.</summary>
    [Fact]
    public void EveryVerb_ForeignRecordOfOverlappingFields_GivesItsValues()
    {
        using var folder = new TempFolder();
        DType dtype = DType.Struct(new Field("a", DType.Parse(">i4"), 0), new Field("b", DType.Parse(">i2"), 0), new Field("c", DType.SubArray(DType.Parse(">i2"), [2]), 2));
        string file = folder.PathOf("x.pkl");
        Pickle.Save(file, NdArray.FromBuffer(Convert.FromHexString("01020304050600000000ffff"), dtype));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.csv")));
        Assert.Equal("a,b,c[0],c[1]\n16909060,258,772,1286\n0,0,0,-1\n", File.ReadAllText(folder.PathOf("y.csv")));
        Assert.Equal("[(16909060, 258, [ 772, 1286]) (       0,   0, [   0,   -1])]\n", CliRun.Of("cat", file).Output);
    }

    [Theory]
    [InlineData("34d800001edd000041000000", "{\"codepoints\":[55348,56606,65]}")]
    [InlineData("4100000034d800001edd0000", "{\"codepoints\":[65,55348,56606]}")]
    [InlineData("34d8000034d800001edd0000", "{\"codepoints\":[55348,55348,56606]}")]
    [InlineData("34d80000410000001edd0000", "\"\\ud834A\\udd1e\"")]
    [InlineData("1edd000034d8000000000000", "\"\\udd1e\\ud834\"")]
    [InlineData("34d80000000000001edd0000", "\"\\ud834\\u0000\\udd1e\"")]
    [InlineData("1ed101004100000000000000", "\"𝄞A\"")]
    [InlineData("000011004100000000000000", "{\"codepoints\":[1114112,65]}")]
    public void CatJson_Surrogates_AreNeverTakenForAnotherCharacter(string hex, string value)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'<U3'", "()", Convert.FromHexString(hex));

        Assert.EndsWith($":{{\"\":{value}}}}}\n", CliRun.Of("cat", file, "--json").Output);
    }

    [Fact]
    public void CatJson_ManyDoubles_ReadBackAsTheSameBits()
    {
        double[] values = [.. Random<double>(20_000).Where(double.IsFinite), double.Epsilon, double.MaxValue, 1e15, 1e16, 123456789012345680];

        Assert.Equal(values.Select(BitConverter.DoubleToUInt64Bits), Texts("'<f8'", values).Select(text => BitConverter.DoubleToUInt64Bits(double.Parse(text, CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("'|V0'", "(1099511627776,)", "holds 1099511627776 values that take no bytes, more than the 16777216 that are written out")]
    [InlineData("'<f8'", "(16777217, 0)", "holds 16777218 values that take no bytes, more than the 16777216 that are written out")]
    [InlineData("[('a', [('c', '|S0')], (20000000,)), ('b', '|u1')]", "(1,)", "holds 40000000 values that take no bytes, more than the 16777216 that are written out")]
    public void CatJson_ValuesWithoutBytesAndWithoutEnd_AreRefused(string descr, string shape, string reason)
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, shape, new byte[1]);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {reason}\n"), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_ManyLists_AreNoDanger()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|u1'", "(" + string.Concat(Enumerable.Repeat("1, ", 32)) + ")", [7]);

        Assert.EndsWith(":" + new string('[', 32) + "7" + new string(']', 32) + "}}\n", CliRun.Of("cat", file, "--json").Output);
    }

    [Fact]
    public void CatJson_MoreThanABlock_IsWhole()
    {
        using var folder = new TempFolder();
        int[] values = [.. Enumerable.Range(-300_000, 600_000)];
        string file = folder.WriteNpy("x.npy", "'<i4'", "(600000,)", values);

        Assert.Equal($"{{\"file\":\"{file}\",\"arrays\":{{\"\":[{string.Join(',', values)}]}}}}\n", CliRun.Of("cat", file, "--json").Output);
    }

    private static string[] Texts<T>(string descr, T[] values)
        where T : unmanaged
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", descr, $"({values.Length},)", values);
        JsonElement document = JsonTree.Parse(CliRun.Of("cat", file, "--json").Output);
        return [.. document.GetProperty("arrays").GetProperty("").EnumerateArray().Select(value => value.GetRawText())];
    }

    private static T[] Random<T>(int count)
        where T : unmanaged
    {
        var values = new T[count];
        new Random(20260101).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static string Shortest(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
