using System.Globalization;
using System.Numerics;
using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>What <c>cat</c> shows people of Python objects, what CSV holds of them, and how deep and how often repeated they may be.</summary>
public sealed class ObjectTextTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Values, and the line that each of them begins with.</summary>
    private static readonly (object? Value, string Text)[] Values =
    [
        (null, "None"),
        ("it's", "'it's'"),
        (new byte[] { 1, 2, 3 }, "3 bytes"),
        (new List<byte> { 1, 2 }, "bytearray of 2"),
        (new DateTime(2021, 3, 4), "2021-03-04 00:00:00"),
        (new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(80), "2021-03-04 05:06:07.000008"),
        (new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromMinutes(-330)), "2021-03-04 05:06:07-05:30"),
        (new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(14)), "2021-03-04 05:06:07+14:00"),
        (new TimeOnly(1, 2, 3), "01:02:03"),
        (new DateOnly(2020, 2, 29), "2020-02-29"),
        (new TimeSpan(1, 1, 2, 3), "1 day, 1:02:03"),
        (new TimeSpan(1, 1, 2, 3).Add(TimeSpan.FromMicroseconds(500_000)), "1 day, 1:02:03.500000"),
        (TimeSpan.Zero, "0:00:00"),
        (TimeSpan.FromMicroseconds(5_000_001), "0:00:05.000001"),
        (TimeSpan.FromMicroseconds(-1), "-1 day, 23:59:59.999999"),
        (new TimeSpan(-1, 0, 0, -1), "-2 days, 23:59:59"),
        (new TimeSpan(10675199, 0, 0, 0).Add(TimeSpan.FromMicroseconds(-1)), "10675198 days, 23:59:59.999999"),
        (new TimeOnly(1, 2, 3, 40), "01:02:03.04"),
        (true, "True"),
        (false, "False"),
        (-0.0, "-0.0"),
        (1e22, "1E+22"),
        (double.NegativeInfinity, "-inf"),
        (double.PositiveInfinity, "inf"),
        (new Complex(-0.0, -1), "(-0.0-1.0j)"),
        (new Complex(double.NaN, double.PositiveInfinity), "(nan+infj)"),
        (new string('x', 60), $"'{new string('x', 60)}'"),
        (new string('x', 61), $"'{new string('x', 60)}'…(+1)"),
        (new PickleSet([1L, 2L]), "set of 2"),
        (new PickleSet([1L]) { IsFrozen = true }, "frozenset of 1"),
        (new PickleDictionary { Kind = PickleDictionaryKind.Ordered }, "OrderedDict of 0"),
        (new PickleDictionary { Kind = PickleDictionaryKind.Default }, "defaultdict of 0"),
        (new PickleSlice(new PickleTuple(1L), 5L, null), "slice(…, 5, None)"),
        (new PickleObject("builtins", "list"), "<class 'list'>"),
        (new MaskedArray(NdArray.FromArray(new short[] { 1, 2 }), NdArray.FromArray([true, false])), "masked int16, shape (2,)"),
        (DType.Parse(">i4"), "dtype >i4"),
        (new PickleRange(1, 10, 1), "range(1, 10)"),
        (new PickleRange(1, 10, -2), "range(1, 10, -2)"),
        (new PickleFraction(-1, 3), "-1/3"),
        ((PickleDecimal)1.10m, "1.10"),
        ((BigInteger.One << 238) - 1, $"{(BigInteger.One << 238) - 1}"),
        ((BigInteger.One << 239) - 1, $"{(BigInteger.One << 239) - 1}"),
        (BigInteger.One << 239, "integer of 240 bits"),
        (new PickleSlice(null, 5L, -1L), "slice(None, 5, -1)"),
        (new List<object?>(), "list of 0"),
        (PickleTuple.Empty, "tuple of 0"),
        (new PickleSet([]), "set of 0"),
        (new PickleDictionary(), "dict of 0"),
        (new PickleObject("m", "C"), "<class 'm.C'>"),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Values.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Cat_PythonObject_IsALineOfItsKind(int place)
    {
        (object? value, string text) = Values[place];

        string[] alone = CliRun.Of("cat", _folder.Write("x.pkl", Pickle.Save(value))).Output.Split('\n');
        string[] inList = CliRun.Of("cat", _folder.Write("y.pkl", Pickle.Save(new List<object?> { value }))).Output.Split('\n');

        Assert.Equal(text, alone[0]);
        Assert.Equal(["list of 1", $"  {text}"], inList[..2]);
    }

    public static TheoryData<object, string> Compound => new()
    {
        { new List<object?> { 1L }, "a list of 1" },
        { new PickleTuple(1L, 2L), "a tuple of 2" },
        { new PickleSet([1L]), "a set of 1" },
        { new PickleDictionary { ["a"] = 1L }, "a dict of 1" },
        { new PickleSlice(1L, 2L, null), "a slice" },
        { new PickleObject("m", "C"), "<class 'm.C'>" },
        { NdArray.FromArray(new short[,] { { 1, 2 } }), "NdArray(int16, (1, 2))" },
        { new MaskedArray(NdArray.FromArray(new short[] { 1 }), NdArray.FromArray([true])), "a masked int16, shape (1,)" },
    };

    [Theory]
    [MemberData(nameof(Compound), DisableDiscoveryEnumeration = true)]
    public void ConvertToCsv_ObjectWithParts_HasNoForm(object value, string what)
    {
        string file = _folder.Write("x.npy", Npy.Save(NdArray.FromObjects(new object?[] { 1L, value })));

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: holds {what}, which has no form in CSV\n"), CliRun.Of("convert", file, _folder.PathOf("y.csv")));
        Assert.Equal(["x.npy"], _folder.Names);
    }

    /// <summary>Pickles by opcodes, since only reading makes such descriptions.</summary>
    [Theory]
    [InlineData("cm\nC\n)R.", "args: tuple of 0", "\"args\":{\"tuple\":[]}")]
    [InlineData("cm\nC\n)R(I1\nI2\ne.", "args: tuple of 0|items: list of 2|  1|  2", "\"args\":{\"tuple\":[]},\"items\":[1,2]")]
    [InlineData("cm\nC\n)R(S'k'\nI1\nu.", "args: tuple of 0|entries: dict of 1|  'k': 1", "\"args\":{\"tuple\":[]},\"entries\":{\"dict\":[[\"k\",1]]}")]
    [InlineData("cm\nC\n)}(S'k'\nI1\nu\u0092.", "args: tuple of 0|kwargs: dict of 1|  'k': 1", "\"args\":{\"tuple\":[]},\"kwargs\":{\"dict\":[[\"k\",1]]}")]
    [InlineData("cm\nf\n)R)R.", "callable: <m.f object>|  args: tuple of 0|args: tuple of 0", "\"callable\":{\"opaque\":\"m.f\",\"args\":{\"tuple\":[]}},\"args\":{\"tuple\":[]}")]
    [InlineData("cm\nC\n)R(I5\nI6\ntb.", "args: tuple of 0|state: tuple of 2|  5|  6", "\"args\":{\"tuple\":[]},\"state\":{\"tuple\":[5,6]}")]
    [InlineData("cm\nC\n)RNb.", "args: tuple of 0|state: None", "\"args\":{\"tuple\":[]},\"state\":null")]
    public void Cat_PartsOfAnInstance_AreNamed(string pickle, string parts, string json)
    {
        string file = _folder.Write("x.pkl", Encoding.Latin1.GetBytes(pickle));
        string name = pickle.StartsWith("cm\nf", StringComparison.Ordinal) ? "m.f" : "m.C";

        Assert.Equal(new CliRun(0, $"<{name} object>\n" + string.Concat(parts.Split('|').Select(part => $"  {part}\n")), ""), CliRun.Of("cat", file));
        Assert.Equal(new CliRun(0, $"{{\"file\":\"{file}\",\"value\":{{\"opaque\":\"{name}\",{json}}}}}\n", ""), CliRun.Of("cat", "--json", file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CatJson_MaskedArray_HasItsFillValueIfThereIsOne(bool isFilled)
    {
        NdArray fill = NdArray.Create(DType.Parse("|i1"), ReadOnlySpan<long>.Empty);
        fill.Set((sbyte)9);
        string file = _folder.Write("x.pkl", Pickle.Save(new MaskedArray(NdArray.FromArray(new sbyte[] { 1 }), NdArray.FromArray([true]), isFilled ? fill : null)));
        string filled = isFilled ? ",{\"ndarray\":{\"descr\":\"'|i1'\",\"shape\":[],\"data\":9}}" : "";

        Assert.Equal(
            $"{{\"file\":\"{file}\",\"value\":{{\"opaque\":\"numpy.ma.MaskedArray\",\"args\":{{\"tuple\":[{{\"ndarray\":{{\"descr\":\"'|i1'\",\"shape\":[1],\"data\":[1]}}}},{{\"ndarray\":{{\"descr\":\"'|b1'\",\"shape\":[1],\"data\":[true]}}}}{filled}]}}}}}}\n",
            CliRun.Of("cat", "--json", file).Output);
        Assert.Equal(
            "masked int8, shape (1,)|  data: int8, shape (1,)|  mask: bool, shape (1,)|" + (isFilled ? "  fill_value: int8, shape ()|" : ""),
            CliRun.Of("cat", file).Output.ReplaceLineEndings("|"));
    }

    /// <summary>Six levels below the value are shown, however deep it is.</summary>
    [Fact]
    public void Cat_DeepList_ShowsSixLevelsBelowTheFirst()
    {
        object? value = 7L;
        for (int level = 0; level < 8; level++)
            value = new List<object?> { value };

        Assert.Equal(
            string.Concat(Enumerable.Range(0, 7).Select(level => $"{new string(' ', 2 * level)}list of 1\n")),
            CliRun.Of("cat", _folder.Write("x.pkl", Pickle.Save(value))).Output);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(501)]
    public void Cat_ListsAroundTheMostLines_AreCutBeyondThem(int lines)
    {
        // A list of 11 lists of 11 takes 133 lines; of three of them 399.
        object twelve = Enumerable.Range(0, 11).ToList();
        List<object?> most = [.. Enumerable.Repeat(twelve, 11)];
        List<object?> rest = [.. Enumerable.Repeat(twelve, 8), .. Enumerable.Repeat((object?)1L, 3)];
        List<object?> value = [most, most, most, rest, .. Enumerable.Repeat((object?)1L, lines - 500)];

        string[] shown = CliRun.Of("cat", _folder.Write("x.pkl", Pickle.Save(value))).Output.Split('\n');

        Assert.Equal(lines == 500 ? 501 : 502, shown.Length);   // the last is empty
        Assert.Equal(lines == 500 ? "    1" : "…", shown[^2]);
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(901, false)]
    public void EveryVerb_NestingAroundTheDeepest_IsWrittenOrRefused(int depth, bool isWritten)
    {
        string file = _folder.Write("x.pkl", [0x80, 2, (byte)'N', .. Enumerable.Repeat((byte)0x85, depth), (byte)'.']);
        string error = isWritten ? "" : $"npyio: {file}: its values nest deeper than 900 levels\n";

        CliRun json = CliRun.Of("cat", "--json", file), info = CliRun.Of("info", "--json", file), converted = CliRun.Of("convert", file, _folder.PathOf("y.json"));

        Assert.Equal((isWritten ? 0 : 1, error), (json.Status, json.Error));
        Assert.Equal((isWritten ? 0 : 1, error), (info.Status, info.Error));
        Assert.Equal((isWritten ? 0 : 1, error), (converted.Status, converted.Error));
        Assert.Equal(isWritten ? depth : 0, json.Output.Split("{\"tuple\":[").Length - 1);
    }

    /// <summary>One list of 1024 integers many times: 1025 short values each time, and one for the list around them. 2^20 are always written.</summary>
    [Theory]
    [InlineData(1023, true)]
    [InlineData(1024, false)]
    public void CatJson_SharedValuesAroundTheMost_AreWrittenOrRefused(int times, bool isWritten)
    {
        List<object?> inner = [.. Enumerable.Repeat((object?)1L, 1024)];
        string file = _folder.Write("x.pkl", Pickle.Save(Enumerable.Repeat((object?)inner, times).ToList()));

        CliRun run = CliRun.Of("cat", "--json", file);

        Assert.Equal((isWritten ? 0 : 1, isWritten ? "" : $"npyio: {file}: its values share parts: written out they would be more than 8 times as long as every part once\n"), (run.Status, run.Error));
    }

    [Theory]
    [InlineData(10, "")]
    [InlineData(11, " and 1 more")]
    public void Convert_ArraysAroundTheMostThatAreNamed_AreCountedBeyondThem(int count, string end)
    {
        var value = new PickleDictionary(Enumerable.Range(0, count).Select(i => KeyValuePair.Create((object?)$"k{i}", (object?)NdArray.FromArray(new[] { i }))));
        string file = _folder.Write("x.pkl", Pickle.Save(value));
        string named = string.Join(", ", Enumerable.Range(0, 10).Select(i => $"['k{i}']")) + end;

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: holds {count} arrays; name one with --entry: {named}\n"), CliRun.Of("convert", file, _folder.PathOf("y.npy")));
        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no array at 'q'; there are {named}\n"), CliRun.Of("cat", file, "--entry", "q"));
    }

    /// <summary>A path of 100 characters is whole; its brackets and quotes count.</summary>
    [Theory]
    [InlineData(96, "")]
    [InlineData(97, "...")]
    public void Cat_PathsAroundTheLongestThatIsWhole_AreCutBeyondIt(int length, string end)
    {
        string key = new('k', length);
        string file = _folder.Write("x.pkl", Pickle.Save(new PickleDictionary { [key] = NdArray.FromArray(new[] { 1 }) }));
        string path = $"['{key}']";

        Assert.Equal($"npyio: {file}: has no array at 'q'; there are {path[..100]}{end}\n", CliRun.Of("cat", file, "--entry", "q").Error);
    }

    /// <summary>A file of content that could be a pickle of protocol 0 is called one only if it was read that far.</summary>
    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(17, true)]
    public void Cat_ContentThatFailsAsAPickle_IsCalledOneFromSixteenBytesOn(int good, bool isPickle)
    {
        string file = _folder.Write("x", [.. Enumerable.Repeat((byte)'N', good), 0xff, .. new byte[20]]);

        CliRun run = CliRun.Of("cat", file);

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.Equal(isPickle, run.Error.Contains($"(at byte {good.ToString(CultureInfo.InvariantCulture)})", StringComparison.Ordinal));
        Assert.Equal(!isPickle, run.Error.Contains("b'NNNNNN'", StringComparison.Ordinal));
    }

    /// <summary>Several values: each is counted, arrays get a title of their own, and of several files each names its file.</summary>
    [Fact]
    public void Cat_SeveralValuesAndFiles_AreEachTitled()
    {
        NdArray array = NdArray.FromArray(new short[] { 1, 2 });
        string two = _folder.Write("two.pkl", [.. Pickle.Save(5L), .. Pickle.Save(array)]), one = _folder.Write("one.pkl", Pickle.Save(new List<object?> { null })), alone = _folder.Write("alone.pkl", Pickle.Save(array));

        Assert.Equal(new CliRun(0, "[0]: 5\n[1]: int16, shape (2,)\n[1 2]\n", ""), CliRun.Of("cat", two));
        Assert.Equal(new CliRun(0, "[1 2]\n", ""), CliRun.Of("cat", alone));
        Assert.Equal(
            new CliRun(0, $"{two}: [0]: 5\n{two}: [1]: int16, shape (2,)\n[1 2]\n{one}: list of 1\n  None\n{alone}: int16, shape (2,)\n[1 2]\n", ""),
            CliRun.Of("cat", two, one, alone));
    }

    [Theory]
    [InlineData("T\u0001\0\0\0a.", "\"a\"")]
    [InlineData("C\u0001a.", "{\"bytes\":\"YQ==\"}")]
    [InlineData("B\u0001\0\0\0a.", "{\"bytes\":\"YQ==\"}")]
    [InlineData("ccollections\nOrderedDict\n)R.", "{\"dict\":[]}")]
    public void CatJson_OldPickleOfRareOpcodes_IsItsValue(string pickle, string value)
    {
        string file = _folder.Write("x", Encoding.Latin1.GetBytes(pickle));

        Assert.Equal(new CliRun(0, $"{{\"file\":\"{file}\",\"value\":{value}}}\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_RecordsOfObjectsInAnyOrder_GivesEveryValue()
    {
        DType dtype = DType.Struct(new Field("o", DType.SubArray(DType.Object, [2])), new Field("z", DType.SubArray(DType.Parse(">i4"), [0])), new Field("n", DType.SubArray(DType.Parse(">i2"), [2, 1])));
        NdArray array = NdArray.Create(dtype, 2, 3);
        for (long row = 0; row < 2; row++)
        {
            for (long column = 0; column < 3; column++)
            {
                array["o"].Set<object?>($"{row}{column}", row, column, 1);
                array["n"].Set((short)(10 * row + column), row, column, 0, 0);
            }
        }

        string Record(long row, long column) => $"{{\"o\":[null,\"{row}{column}\"],\"z\":[],\"n\":[[{10 * row + column}],[0]]}}";
        string expected = $"[{string.Join(',', Enumerable.Range(0, 3).Select(column => $"[{Record(0, column)},{Record(1, column)}]"))}]";

        string file = _folder.Write("x.pkl", Pickle.Save(array.Transpose()));
        Assert.EndsWith($"\"shape\":[3,2],\"data\":{expected}}}}}}}\n", CliRun.Of("cat", "--json", file).Output, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("convert", file, _folder.PathOf("y.json"), "--entry", "").Status);
        Assert.EndsWith($"\"data\":{expected}}}}}\n", File.ReadAllText(_folder.PathOf("y.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void CatJson_ArrayInAPickle_NamesTheByteOrderAndGivesTheValues()
    {
        string file = _folder.Write("x.pkl", Pickle.Save(NdArray.FromBuffer(Convert.FromHexString("000100020003000400050006"), DType.Parse(">u2")).Reshape(3, 2).Transpose()));

        Assert.Equal(new CliRun(0, $"{{\"file\":\"{file}\",\"value\":{{\"ndarray\":{{\"descr\":\"'>u2'\",\"shape\":[2,3],\"data\":[[1,3,5],[2,4,6]]}}}}}}\n", ""), CliRun.Of("cat", "--json", file));
    }

    [Fact]
    public void CatJson_NumbersWithoutAForm_AreNamed()
    {
        List<object?> values = [new Complex(double.NaN, double.NegativeInfinity), new Complex(-0.0, double.PositiveInfinity), double.PositiveInfinity, -0.0];
        string file = _folder.Write("x.pkl", Pickle.Save(values));

        Assert.EndsWith(":[{\"complex\":[\"NaN\",\"-Infinity\"]},{\"complex\":[-0.0,\"Infinity\"]},{\"float\":\"Infinity\"},-0.0]}\n", CliRun.Of("cat", "--json", file).Output, StringComparison.Ordinal);
    }
}
