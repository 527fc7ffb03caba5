using Xunit;

namespace NpyIO.Tests.Arrays;

public class NdArrayElementRefusalTests
{
    private static Dictionary<string, Func<NdArray<int>, long[], int>> Readers { get; } = new()
    {
        ["typed, a number per axis"] = static (array, index) => index.Length switch
        {
            1 => array[index[0]],
            2 => array[index[0], index[1]],
            3 => array[index[0], index[1], index[2]],
            _ => array[index[0], index[1], index[2], index[3]],
        },
        ["typed, a span"] = static (array, index) => array[index.AsSpan()],
        ["typed, At"] = static (array, index) => array.At(index)[[]],
        ["Get"] = static (array, index) => array.ToNdArray().Get<int>(index),
        ["GetValue"] = static (array, index) => (int)array.ToNdArray().GetValue(index)!,
        ["At"] = static (array, index) => array.ToNdArray().At(index).Get<int>(),
    };

    private static Dictionary<string, Action<NdArray<int>, long[], int>> Writers { get; } = new()
    {
        ["typed, a number per axis"] = static (array, index, value) => _ = index.Length switch
        {
            1 => array[index[0]] = value,
            2 => array[index[0], index[1]] = value,
            3 => array[index[0], index[1], index[2]] = value,
            _ => array[index[0], index[1], index[2], index[3]] = value,
        },
        ["typed, a span"] = static (array, index, value) => array[index.AsSpan()] = value,
        ["Set"] = static (array, index, value) => array.ToNdArray().Set(value, index),
    };

    public static TheoryData<string> ReaderNames => [.. Readers.Keys];

    public static TheoryData<string> WriterNames => [.. Writers.Keys];

    [Fact]
    public void Get_OtherType_NamesBoth()
    {
        var array = NdArray.Create(DType.Parse("<f4"), 1);

        Assert.Equal("An element of '<f4' is float, not double.", Assert.Throws<InvalidCastException>(() => array.Get<double>(0)).Message);
        Assert.Equal("An element of '<f4' is float, not string.", Assert.Throws<InvalidCastException>(() => array.Set("x", 0)).Message);
        Assert.Equal("An element of [('f0', '<i4'), ('f1', '<f8')] is a record, reached by its fields, not int.", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse("i4,f8"), 1).Get<int>(0)).Message);
        Assert.Equal("An element of '<M8[s]' is Datetime64, not Timedelta64.", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse("M8[s]"), 1).Get<Timedelta64>(0)).Message);
    }

    [Fact]
    public void Set_ReadOnly_SaysSo()
    {
        var array = NdArray.FromBuffer((ReadOnlyMemory<byte>)new byte[8], DType.Parse("<f8"));

        Assert.Equal("The array is read-only: Copy() gives a writable one.", Assert.Throws<InvalidOperationException>(() => array.Set(1.0, 0)).Message);
        Assert.Equal(0.0, array.Get<double>(0));
    }

    [Fact]
    public void Set_TooLong_IsNotCut()
    {
        var text = NdArray.Create(DType.Parse("<U2"), 1);
        var bytes = NdArray.Create(DType.Parse("S2"), 1);

        Assert.Equal("The value has 3 code points, more than an element of '<U2' holds.", Assert.Throws<ArgumentException>(() => text.Set("abc", 0)).Message);
        Assert.Equal("The value has 3 characters, more than an element of '|S2' holds.", Assert.Throws<ArgumentException>(() => bytes.Set("abc", 0)).Message);
        Assert.Equal("The value has 3 bytes, more than an element of '|S2' holds.", Assert.Throws<ArgumentException>(() => bytes.Set(new byte[3], 0)).Message);
        text.Set("\U0001F600\U0001F600", 0);
        Assert.Equal("\U0001F600\U0001F600", text.Get<string>(0));
    }

    [Fact]
    public void Set_NotLatin1_SaysWhich()
    {
        var bytes = NdArray.Create(DType.Parse("S2"), 1);

        Assert.Equal("The character U+20AC at 1 is not Latin-1, as an element of '|S2' holds.", Assert.Throws<ArgumentException>(() => bytes.Set("a€", 0)).Message);
        Assert.Equal([0, 0], bytes.ToBytes());
    }

    [Fact]
    public void Set_OtherUnit_ConvertsExactlyOrSaysBoth()
    {
        var array = NdArray.Create(DType.Parse("<M8[25s]"), 1);

        array.Set(new Datetime64(1, DatetimeUnit.Day), 0);
        OverflowException error = Assert.Throws<OverflowException>(() => array.Set(new Datetime64(1, DatetimeUnit.Minute), 0));
        OverflowException unitless = Assert.Throws<OverflowException>(() => array.Set(new Datetime64(1, DatetimeUnit.Generic), 0));

        Assert.Equal(new Datetime64(86_400 / 25, DatetimeUnit.Second, 25), array.Get<Datetime64>(0));
        Assert.Equal("The element at index (0,), 1970-01-01T00:01 in the unit of '<M8[m]', is not a whole number of the unit of '<M8[25s]' in its range: store it in a finer unit, or convert the value first.", error.Message);
        Assert.StartsWith("The element at index (0,), 1 in the unit of", unitless.Message, StringComparison.Ordinal);
        array.Set(new Datetime64(long.MinValue, DatetimeUnit.Day), 0);
        Assert.True(array.Get<Datetime64>(0).IsNaT);
    }

    [Fact]
    public void Set_TimeSpanOfOtherUnit_ConvertsExactlyOrSaysBoth()
    {
        var array = NdArray.Create(DType.Parse(">m8[h]"), 1);

        array.Set(new Timedelta64(-2, DatetimeUnit.Day), 0);

        Assert.Equal(new Timedelta64(-48, DatetimeUnit.Hour), array.Get<Timedelta64>(0));
        Assert.Throws<OverflowException>(() => array.Set(new Timedelta64(90, DatetimeUnit.Minute), 0));
        Assert.Throws<OverflowException>(() => array.Set(new Timedelta64(1, DatetimeUnit.Month), 0));
        Assert.Throws<OverflowException>(() => array.Set(new Timedelta64(long.MaxValue, DatetimeUnit.Week), 0));
    }

    /// <summary>A value that does not fit changes nothing.</summary>
    [Fact]
    public void Set_WhatDoesNotFit_LeavesTheElement()
    {
        Unchanged("<U2", "ab", "abc");
        Unchanged(">U2", "ab", "a\U0001F600c");
        Unchanged("S2", "ab", "abc");
        Unchanged("S2", "ab", "c\u0100");
        Unchanged("S2", new byte[] { 1, 2 }, new byte[3]);
        Unchanged("V2", new byte[] { 1, 2 }, new byte[3]);
        Unchanged("<M8[25s]", new Datetime64(5, DatetimeUnit.Second, 25), new Datetime64(7, DatetimeUnit.Second, 24));
        Unchanged("<M8[25s]", new Datetime64(5, DatetimeUnit.Second, 25), new Datetime64(1, DatetimeUnit.Minute));
        Unchanged("<M8[s]", new Datetime64(5, DatetimeUnit.Second), new Datetime64(0, DatetimeUnit.Generic));
        Unchanged(">m8[25s]", new Timedelta64(5, DatetimeUnit.Second, 25), new Timedelta64(7, DatetimeUnit.Second, 24));
        Unchanged(">m8[25s]", new Timedelta64(5, DatetimeUnit.Second, 25), new Timedelta64(1, DatetimeUnit.Minute));
        Unchanged(">m8[s]", new Timedelta64(5, DatetimeUnit.Second), new Timedelta64(1, DatetimeUnit.Generic));

        static void Unchanged<T>(string dtype, T value, T other)
        {
            NdArray array = NdArray.Create(DType.Parse(dtype), 3);
            array.Set(value, 1);
            byte[] before = array.ToBytes();

            Assert.True(Record.Exception(() => array.Set(other, 1)) is ArgumentException or OverflowException);
            Assert.Equal(before, array.ToBytes());
        }
    }

    [Fact]
    public void Set_NaTOfAnyUnit_IsTaken()
    {
        foreach ((DatetimeUnit unit, int multiple) in ((DatetimeUnit, int)[])[(DatetimeUnit.Generic, 1), (DatetimeUnit.Day, 1), (DatetimeUnit.Second, 24)])
        {
            NdArray dates = NdArray.Create(DType.Parse(">M8[25s]"), 2), spans = NdArray.Create(DType.Parse("<m8[25s]"), 2);
            dates.Set(new Datetime64(Datetime64.NaTValue, unit, multiple), 1);
            spans.Set(new Timedelta64(Timedelta64.NaTValue, unit, multiple), 1);

            Assert.Equal([0, long.MinValue], dates.View<long>().ToArray());
            Assert.Equal([0, long.MinValue], spans.View<long>().ToArray());
            Assert.Equal((new Datetime64(Datetime64.NaTValue, DatetimeUnit.Second, 25), new Timedelta64(Timedelta64.NaTValue, DatetimeUnit.Second, 25)), (dates.Get<Datetime64>(1), spans.Get<Timedelta64>(1)));
        }
    }

    [Fact]
    public void Set_LastAndFirstBeyondLatin1_IsTakenOrNamed()
    {
        var bytes = NdArray.Create(DType.Parse("S3"), 1);

        bytes.Set("a\u00ff\u0080", 0);
        Assert.Equal([0x61, 0xFF, 0x80], bytes.ToBytes());
        Assert.Equal("The character U+0100 at 2 is not Latin-1, as an element of '|S3' holds.", Assert.Throws<ArgumentException>(() => bytes.Set("ab\u0100", 0)).Message);
    }

    [Fact]
    public void Get_BeyondUnicode_NamesTheNumber()
    {
        var array = NdArray.FromBuffer(new byte[] { 0, 0, 0x11, 0 }, DType.Parse("<U1"));

        Assert.Equal(
            "The text holds 0x110000, which is beyond the last code point U+10FFFF: View(DType) as 'u4' reads it raw.",
            Assert.Throws<InvalidOperationException>(() => array.Get<string>(0)).Message);
        Assert.Equal(0x110000u, array.View(DType.Parse("<u4")).Get<uint>(0));
    }

    [Fact]
    public void Index_OutsideOrOfOtherRank_SaysWhere()
    {
        NdArray array = NdArray.FromArray(new int[2, 3]);

        Assert.Equal("Index 2 is outside axis 0 of length 2. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array.Get<int>(2, 0)).Message);
        Assert.Equal("Index -1 is outside axis 1 of length 3. In a slice, ^1 counts from the end. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array.GetValue(0, -1)).Message);
        Assert.Equal("An index of 1 number was given for an array of 2 axes, of shape (2, 3). An element has an index of 2 numbers; array[0, ..] or At(0) gives the part of shape (3,).", Assert.Throws<ArgumentException>(() => array.Set(1, 0)).Message);
        Assert.Equal("An index of 1 number was given for an array of 2 axes, of shape (2, 3). An element has an index of 2 numbers; array[0, ..] or At(0) gives the part of shape (3,).", Assert.Throws<ArgumentException>(() => array.GetValue(0)).Message);
    }

    /// <summary>Records, objects and texts are reached by the same indexes as numbers.</summary>
    [Fact]
    public void Index_OfAnyKindOfElement_IsRefusedAlike()
    {
        foreach (string dtype in (string[])["<i4", "O", "[('a', '<i4'), ('b', 'u1')]", "<U3", "S3", "V3", "M8[s]"])
        {
            NdArray array = NdArray.Create(DType.Parse(dtype), 2, 3);

            Assert.Equal("Index 2 is outside axis 0 of length 2. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array.GetValue(2, 0)).Message);
            Assert.Equal("Index 3 is outside axis 1 of length 3. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array.GetValue(1, 3)).Message);
            Assert.StartsWith("An index of 1 number was given for an array of 2 axes", Assert.Throws<ArgumentException>(() => array.GetValue(1)).Message, StringComparison.Ordinal);
            Assert.StartsWith("An index of 3 numbers was given for an array of 2 axes", Assert.Throws<ArgumentException>(() => array.GetValue(1, 2, 0)).Message, StringComparison.Ordinal);
            Assert.Equal("Index -1 is outside axis 1 of length 3. In a slice, ^1 counts from the end. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => array.At(1, -1)).Message);
        }

        NdArray objects = NdArray.Create(DType.Object, 2, 3), texts = NdArray.Create(DType.StringDType(), 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => objects.Set<object?>(1L, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => objects.Get<object?>(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => texts.Set("x", 0, -1));
        Assert.Throws<ArgumentException>(() => texts.Get<string>(1));
        Assert.Equal(new object?[6], objects.ToArray<object?>());
        Assert.Equal(["", "", "", "", "", ""], texts.ToArray<string>());
    }

    [Fact]
    public void GetItem_NoElement_IsRefused()
    {
        Assert.Equal("The array of shape (3, 0) has 0 elements, not exactly one: ToArray gives all of them, and an index one of them.", Assert.Throws<InvalidOperationException>(() => NdArray.Create(DType.Int32, 3, 0).GetItem()).Message);
        Assert.Equal(7, NdArray.FromArray(new[] { 5, 6, 7 }).Reshape(3, 1).At(2).Reshape(1, 1, 1).GetItem());
        Assert.Equal(0, NdArray.Create(DType.Int32).GetItem());
    }

    [Theory]
    [MemberData(nameof(ReaderNames))]
    public void Get_IndexOfAnyAxis_IsReadInsideAndRefusedOutside(string reader)
    {
        foreach ((long[] shape, long[] index, int axis) in Indexes())
        {
            NdArray<int> array = Enumerable.Range(0, (int)shape.Aggregate((count, length) => count * length)).ToArray();
            array = array.Reshape(shape);
            if (Place(shape, index) is { } place)
                Assert.Equal(place, Readers[reader](array, index));
            else
                Assert.Equal(Outside(shape, index, axis), Assert.Throws<ArgumentOutOfRangeException>(() => Readers[reader](array, index)).Message);
        }
    }

    [Theory]
    [MemberData(nameof(WriterNames))]
    public void Set_IndexOfAnyAxis_IsWrittenInsideAndRefusedOutside(string writer)
    {
        foreach ((long[] shape, long[] index, int axis) in Indexes())
        {
            NdArray<int> array = NdArray.Create<int>(shape);
            if (Place(shape, index) is { } place)
                Writers[writer](array, index, 7);
            else
                Assert.Equal(Outside(shape, index, axis), Assert.Throws<ArgumentOutOfRangeException>(() => Writers[writer](array, index, 7)).Message);
            Assert.Equal(Place(shape, index) ?? -1, array.AsSpan().IndexOf(7));
        }
    }

    [Fact]
    public void Buffer_PythonObjects_AreRefused()
    {
        DType objects = DType.Parse("O");

        Assert.Equal("Elements of '|O' are or hold Python objects, which no buffer can hold.", Message(() => NdArray.FromBuffer(new byte[8], objects)));
        Assert.Equal("Elements of '|O' are or hold Python objects, which no buffer can hold.", Message(() => NdArray.FromBuffer(new byte[8], DType.Parse("u8")).View(objects)));
        Assert.Equal("Elements of [('a', '|O')] are or hold Python objects, which no buffer can hold.", Message(() => new NdArray(DType.Parse("[('a', 'O')]"), [1], new byte[8])));

        static string Message(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;
    }

    [Theory]
    [InlineData("S0")]
    [InlineData("U0")]
    public void ToArray_MoreElementsWithoutBytesThanAnyoneMeans_IsRefused(string descr)
    {
        // No bytes stand behind the count, so that a file can claim any.
        NdArray array = NdArray.Create(DType.Parse(descr), (1L << 24) + 1);
        const string Message = "The array has 16777217 elements of no bytes, more than the 16777216 of which values are made; load them typed, with a larger NpyReadOptions.MaxElements.";

        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => array.ToArray<string>()).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => array.To<string>()).Message);
    }

    [Fact]
    public void ToArray_AsManyElementsWithoutBytesAsAllowed_AreMade()
    {
        string[] texts = NdArray.Create(DType.Parse("S0"), 1L << 24).ToArray<string>();

        Assert.Equal(1 << 24, texts.Length);
        Assert.Equal(("", ""), (texts[0], texts[^1]));
    }

    /// <summary>Shapes whose axes are longer and shorter than each other, and indexes that are the last element's along all axes but one.</summary>
    private static IEnumerable<(long[] Shape, long[] Index, int Axis)> Indexes() =>
        from shape in (long[][])[[4], [2, 5], [5, 2], [2, 5, 3], [5, 3, 2], [3, 2, 5], [1, 2, 3, 4]]
        from axis in Enumerable.Range(0, shape.Length)
        from at in (long[])[long.MinValue, -(1L << 32), -1, 0, 1, 2, 3, 4, 5, 1L << 32, long.MaxValue]
        select (shape, shape.Select((length, other) => other == axis ? at : length - 1).ToArray(), axis);

    /// <summary>The place of an element in C order, or null if the index is outside an axis.</summary>
    private static int? Place(long[] shape, long[] index) =>
        index.Zip(shape).All(pair => pair.First >= 0 && pair.First < pair.Second)
            ? (int)index.Zip(shape).Aggregate(0L, (place, pair) => place * pair.Second + pair.First)
            : null;

    private static string Outside(long[] shape, long[] index, int axis)
    {
        string advice = index[axis] < 0 && index[axis] >= -shape[axis] ? $" In a slice, ^{-index[axis]} counts from the end." : "";
        return $"Index {index[axis]} is outside axis {axis} of length {shape[axis]}.{advice} (Parameter 'index')";
    }
}
