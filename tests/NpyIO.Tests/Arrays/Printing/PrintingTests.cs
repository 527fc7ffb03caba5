using System.Globalization;
using System.Numerics;
using NpyIO.Arrays.Printing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays.Printing;

/// <summary>How arrays are asked to print, and what no NumPy prints. What it prints is in <see cref="Golden.PrintTests"/>.</summary>
public class PrintingTests
{
    private static readonly NdArray Numbers = NdArray.FromArray(new[] { 1, 2 });

    [Theory]
    [InlineData(null, "[1 2]")]
    [InlineData("", "[1 2]")]
    [InlineData("g", "[1 2]")]
    [InlineData("G", "[1 2]")]
    [InlineData("r", "array([1, 2], dtype=int32)")]
    [InlineData("R", "array([1, 2], dtype=int32)")]
    public void ToString_Format_IsStrOrRepr(string? format, string expected)
    {
        Assert.Equal(expected, Numbers.ToString(format, CultureInfo.InvariantCulture));
        Assert.Equal(expected, Numbers.As<int>().ToString(format, CultureInfo.InvariantCulture));
        Assert.Equal(expected, Numbers.ToString(format, PrintOptions.Default));
        Assert.Equal(expected, Numbers.As<int>().ToString(format, PrintOptions.Default));
    }

    [Fact]
    public void ToString_Interpolated_TakesTheFormat()
    {
        Assert.Equal("[1 2] array([1, 2], dtype=int32)", $"{Numbers} {Numbers:r}");
        Assert.Equal("[1 2] array([1, 2], dtype=int32)", $"{Numbers.As<int>()} {Numbers.As<int>():r}");
        Assert.Equal("array([1, 2], dtype=int32)", Numbers.ToString("r"));
        Assert.Equal("array([1, 2], dtype=int32)", Numbers.ToString("r", null));
    }

    [Fact]
    public void ToString_UnknownFormat_NamesTheTwo()
    {
        const string Message = "An array has no format 'x2': use \"g\", or none, for NumPy's str, and \"r\" for its repr.";

        Assert.Equal(Message, Assert.Throws<FormatException>(() => Numbers.ToString("x2")).Message);
        Assert.Equal(Message, Assert.Throws<FormatException>(() => Numbers.As<int>().ToString("x2", PrintOptions.Default)).Message);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => Numbers.ToString((PrintOptions)null!)).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => Numbers.As<int>().ToString("r", (PrintOptions)null!)).ParamName);
    }

    [Fact]
    public void PrintOptions_OutsideTheirRange_AreRefused()
    {
        Assert.Equal("value is -1; the minimum is 0. (Parameter 'value')", Refusal(() => new PrintOptions { Threshold = -1 }));
        Assert.Equal("value is 0; the minimum is 1. (Parameter 'value')", Refusal(() => new PrintOptions { EdgeItems = 0 }));
        Assert.Equal("value is -1; the minimum is 0. (Parameter 'value')", Refusal(() => new PrintOptions { Precision = -1 }));
        Assert.Equal("value is 0; the minimum is 1. (Parameter 'value')", Refusal(() => new PrintOptions { LineWidth = 0 }));
        Assert.Equal(PrintOptions.Default, new PrintOptions { Threshold = 1000, EdgeItems = 3, Precision = 8, LineWidth = 75, Suppress = false });
    }

    [Fact]
    public void ToString_LargestOptions_PrintsEverything()
    {
        PrintOptions most = new() { Threshold = long.MaxValue, EdgeItems = int.MaxValue, Precision = int.MaxValue, LineWidth = int.MaxValue };

        Assert.Equal("[0.1   1.125]", NdArray.FromArray(new[] { 0.1, 1.125 }).ToString(most));
        Assert.Equal($"[{string.Join(' ', Enumerable.Range(1000, 2000))}]", NdArray.FromArray(Enumerable.Range(1000, 2000).ToArray()).ToString(most));
        Assert.Equal("[0 1]", NdArray.FromArray(new[] { 0, 1 }).ToString(most with { Threshold = 0 }));
    }

    [Fact]
    public void ToString_LargeArray_ReadsOnlyWhatItShows()
    {
        NdArray zeros = new(DType.Float64, [1L << 40], new byte[8], strides: [0L]);

        Assert.Equal("[0. 0. 0. ... 0. 0. 0.]", zeros.ToString());
        Assert.Equal("array([0., 0., 0., ..., 0., 0., 0.], shape=(1099511627776,))", zeros.ToString("r"));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(24)]
    public void ToString_ManyShortAxes_ShowsTheFirstElementsOfTheFirst(int rank)
    {
        // NumPy would print all 6^rank elements.
        NdArray array = new(DType.UInt8, Enumerable.Repeat(6L, rank).ToArray(), new byte[1], strides: new long[rank]);

        string text = array.ToString();

        Assert.InRange(text.Count(character => character == '0'), 1 << 16, 1 << 20);
        Assert.StartsWith(new string('[', rank) + "0 0 0 0 0 0]\n", text, StringComparison.Ordinal);
        Assert.EndsWith(" ...]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_ElementsWithoutBytes_IsBounded()
    {
        NdArray texts = NdArray.Create(DType.Bytes(0), 1L << 40);
        NdArray records = NdArray.Create(DType.Struct([new Field("s", DType.SubArray(DType.Bytes(0), [1L << 15, 1L << 15]))]), 2);

        Assert.Equal("[b'' b'' b'' ... b'' b'' b'']", texts.ToString());
        Assert.StartsWith("[([[b'', b'', b'', ..., b'', b'', b''], [", records.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_LongSubArray_HasRoomForWhatItShows()
    {
        NdArray array = NdArray.Create(DType.Struct(new Field("a", DType.SubArray(DType.Int32, [1 << 21]))), 1);
        array["a"].Set(-1234567, 0, 4);

        Assert.Equal("[([0, 0, 0, ..., 0, 0, 0],)]", array.ToString());
        Assert.Equal(
            "[([       0,        0,        0,        0, -1234567, ...,        0,        0,        0,        0,        0],)]",
            array.ToString(new PrintOptions { EdgeItems = 5 }));
    }

    [Fact]
    public void ToString_MoreAxesThanAnArrayCanHave_PrintsThem()
    {
        // NumPy fails: the field of all records would be an array of 66 axes.
        DType pair = DType.Struct(new Field("a", DType.SubArray(DType.UInt8, [1, 2])));
        NdArray array = NdArray.Create(pair, Enumerable.Repeat(1L, 64).ToArray());

        Assert.Equal($"{new string('[', 64)}([[0, 0]],){new string(']', 64)}", array.ToString());
    }

    [Fact]
    public void ToString_CodePointBeyondUnicode_IsEscaped()
    {
        NdArray array = NdArray.FromBuffer([0, 0, 0x11, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x61, 0, 0, 0], DType.Parse("<U3"));

        Assert.Equal("['\\U00110000\\Uffffffffa']", array.ToString());
        Assert.Equal("\\U00110000\\Uffffffffa", array.At(0).ToString());
    }

    [Fact]
    public void ToString_HeldValues_OfAnyKind()
    {
        NdArray<string> texts = new[] { "a", "b", "𝒳" };
        texts[1] = null!;
        NdArray<Datetime64> dates = new[] { new Datetime64(0, DatetimeUnit.Day), new Datetime64(1, DatetimeUnit.Day) };
        dates[1] = new Datetime64(5, DatetimeUnit.Second);
        NdArray<object?> objects = new object?[] { 1, "b", null };

        Assert.Equal("['a' '' '𝒳']", texts.ToString());
        Assert.Equal("[np.datetime64('1970-01-01') np.datetime64('1970-01-01T00:00:05')]", dates.ToString());
        Assert.Equal("array([1, 'b', None], dtype=object)", $"{objects:r}");
    }

    [Fact]
    public void ToString_HeldValues_ConvertsOnlyWhatItShows()
    {
        NdArray<string> texts = Enumerable.Repeat("ab", 100_000).ToArray();
        texts.ToString();

        Allocations.AreAtMost(50_000, () => texts.ToString());
    }

    [Fact]
    public void ToString_ObjectsOfCSharp_AreTheirPythonCounterparts()
    {
        NdArray array = NdArray.FromObjects(new object?[]
        {
            'c', (byte)1, 1.5f, (Half)0.1, 1.10m, new Complex(0, 1), new Complex64(1, -1), BigInteger.Pow(10, 5000), (1, "a"), new[] { 1, 2 }, new[] { 1.5 }, new Dictionary<string, int> { ["k"] = 1 },
            new List<int> { 1 }, LongDouble.NaN, new Datetime64(3, DatetimeUnit.Day), new Timedelta64(3, DatetimeUnit.Day, 2), DayOfWeek.Monday, new Version(1, 2), new PickleObject("a.b", "C"),
            new PickleObject("a.b", "C") { Arguments = PickleTuple.Empty }, new PickleObject("builtins", "int"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        });

        Assert.Equal(
            [
                "'c'", "1", "1.5", "0.0999755859375", "Decimal('1.10')", "1j", "(1-1j)", "<int of 16610 bits>", "(1, 'a')", "array([1, 2], dtype=int32)", "array([1.5])", "{'k': 1}",
                "list([1])", "np.longdouble('nan')", "np.datetime64('1970-01-04')", "np.timedelta64(3,'2D')", "<DayOfWeek object>", "<Version object>", "<class 'a.b.C'>",
                "<a.b.C object>", "<class 'int'>", "datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)",
            ],
            Enumerable.Range(0, (int)array.Count).Select(i => $"{array.At(i):r}"[6..].Replace(", dtype=object)", "", StringComparison.Ordinal).Replace(",\n      dtype=object)", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void ToString_DeepNesting_EndsInAnEllipsis()
    {
        object? list = 1L, array = 1L;
        for (int i = 0; i < 100_000; i++)
        {
            list = new List<object?> { list };
            array = NdArray.FromObjects(new[] { array });
        }

        string lists = NdArray.FromObjects(new[] { list }).ToString(), arrays = ((NdArray)array!).ToString();

        Assert.Contains("[...]", lists, StringComparison.Ordinal);
        Assert.Contains("array([..., dtype=object)", arrays.Replace("array(..., ", "array([..., ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.InRange(lists.Length, 100, 1000);
    }

    [Fact]
    public void ToString_SharedObjects_AreNotWrittenOutWithoutEnd()
    {
        object? shared = 1L;
        for (int i = 0; i < 60; i++)
            shared = new PickleTuple(shared, shared);

        string text = NdArray.FromObjects(new[] { shared, "x" }).ToString();

        Assert.InRange(text.Length, PythonRepr.MaxLength, 2 * PythonRepr.MaxLength);
        Assert.EndsWith(" ...]", text, StringComparison.Ordinal);
        Assert.InRange(shared!.ToString()!.Length, PythonRepr.ShortLength, 2 * PythonRepr.ShortLength);
    }

    [Fact]
    public void ToString_MappedArrayAfterDispose_Throws()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("a.npz");
        Npz.Save(path, ("a", new[] { 1.5 }));
        using NpzFile archive = Npz.Open(path);
        MappedArray mapped = archive["a"].Map();
        NdArray array = mapped.Array;
        Assert.Equal("[1.5]", array.ToString());

        mapped.Dispose();

        Assert.Throws<ObjectDisposedException>(() => array.ToString());
    }

    [Fact]
    public void ToString_OtherCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
            Assert.Equal("[-1.5  2. ]", NdArray.FromArray(new[] { -1.5, 2 }).ToString());
            Assert.Equal("[-1 20]", NdArray.FromArray(new[] { -1, 20 }).ToString(null, CultureInfo.CurrentCulture));
            Assert.Equal("[-1 Decimal('-1.5')]", NdArray.FromObjects(new object?[] { -1, -1.5m }).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void DebugView_Array_HasItsFirstRows()
    {
        ArrayDebugView view = new(NdArray.FromArray(new int[20, 2]));
        ArrayDebugView<double> typed = new(new[] { 1.5, 2 });

        Assert.Equal((10, "[0 0]"), (view.Rows.Length, view.Rows[0]));
        Assert.Equal([20L, 2], view.Shape);
        Assert.Equal([8L, 4], view.Strides);
        Assert.Equal(["1.5", "2.0"], typed.Rows);
        Assert.Equal(["7"], new ArrayDebugView(NdArray.FromArray(new[] { 7 }).At(0)).Rows);
    }

    private static string Refusal(Func<PrintOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(() => make()).Message;

    /// <summary>Values that are held as objects of .NET are printed from where a view begins.</summary>
    [Fact]
    public void ToString_ViewOfHeldValues_BeginsWhereItDoes()
    {
        NdArray<string> texts = new[,] { { "a", "b" }, { "c", "d" } };

        Assert.Equal("['c' 'd']", texts.At(1).ToString());
        Assert.Equal("['b' 'd']", texts[.., 1].ToString());
        Assert.Equal("['d' 'c']", texts[1, Slice.Every(-1)].ToString());
    }
}
