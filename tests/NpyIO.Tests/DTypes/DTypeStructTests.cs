using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.DTypes;

public class DTypeStructTests
{
    private static readonly DType Point = DType.Struct(new Field("x", DType.Float64), new Field("y", DType.Int32, title: "why"));

    [Fact]
    public void Struct_WithoutOffsets_PutsFieldsBehindEachOther()
    {
        Assert.Equal("[('x', '<f8'), (('why', 'y'), '<i4')]", Point.Descr);
        Assert.Equal(12, Point.ItemSize);
        Assert.Equal([0L, 8L], Point.Fields.Select(field => field.Offset));
    }

    [Fact]
    public void Struct_WithOffsetsAndItemSize_HasPadding()
    {
        DType dtype = DType.Struct([new Field("a", DType.Int8, 4), new Field("b", DType.Int16)], itemSize: 10);

        Assert.Equal("[('', '|V4'), ('a', '|i1'), ('b', '<i2'), ('', '|V3')]", dtype.Descr);
        Assert.Equal("{'names': ['a', 'b'], 'formats': ['i1', '<i2'], 'offsets': [4, 5], 'itemsize': 10}", dtype.ToString());
    }

    [Fact]
    public void Struct_OfNothing_IsTheEmptyRecord()
    {
        Assert.True(DType.Struct().IsStruct);
        Assert.Equal("[]", DType.Struct().Descr);
        Assert.NotEqual(DType.Void(0), DType.Struct());
    }

    [Fact]
    public void Indexer_ByNameAndTitle_GivesTheField()
    {
        Assert.Same(Point.Fields[1], Point["y"]);
        Assert.Same(Point.Fields[1], Point["why"]);
        Assert.False(Point.TryGetField("z", out _));
        Assert.False(DType.Bool.TryGetField("z", out _));
    }

    [Theory]
    [InlineData("[('x', '<f8'), ('y', '<i4')]", "There is no field 'z'; the fields are 'x', 'y'.")]
    [InlineData("f8", "There is no field 'z': 'float64' is not a record.")]
    public void Indexer_OfNoField_ListsThoseThereAre(string dtype, string message) =>
        Assert.Equal(message, Assert.Throws<KeyNotFoundException>(() => DType.Parse(dtype)["z"]).Message);

    [Fact]
    public void Struct_WithANameTwice_Throws() => AssertProblem(
        "the name 'a' occurs twice among names and titles (Parameter 'fields')",
        new Field("a", DType.Bool),
        new Field("a", DType.Bool));

    [Fact]
    public void Struct_WithATitleThatIsAName_Throws() => AssertProblem(
        "the title 'a' occurs twice among names and titles (Parameter 'fields')",
        new Field("a", DType.Bool),
        new Field("b", DType.Bool, title: "a"));

    [Fact]
    public void Struct_WithANegativeOffset_Throws() => AssertProblem(
        "field 'a' has the negative offset -2 (Parameter 'fields')",
        new Field("a", DType.Bool, -2));

    [Fact]
    public void Struct_WithAnOffsetPastTheLimit_Throws() => AssertProblem(
        "field 'a' has the offset 2147483648, which is more than 2147483647 (Parameter 'fields')",
        new Field("a", DType.Bool, 1L << 31));

    [Fact]
    public void Struct_LargerThanTheLimit_Throws() => AssertProblem(
        "a record of more than 2147483647 bytes: field 'b' ends at 2147483648 (Parameter 'fields')",
        new Field("a", DType.Bytes(int.MaxValue)),
        new Field("b", DType.Bool));

    [Fact]
    public void Struct_WithOverlappingObjects_Throws() => AssertProblem(
        "field 'b' shares bytes with another field, and one of them holds Python objects (Parameter 'fields')",
        new Field("a", DType.Object, 0),
        new Field("b", DType.Int64, 2));

    [Theory]
    [InlineData("b", "a", "o")]
    [InlineData("a", "b", "o")]
    [InlineData("o", "a", "b")]
    [InlineData("a", "o", "b")]
    public void Struct_WithObjectsUnderAnEarlierField_ThrowsInAnyOrder(params string[] names)
    {
        var fields = new Dictionary<string, Field>
        {
            ["a"] = new("a", DType.Void(32), 0),
            ["b"] = new("b", DType.Int32, 4),
            ["o"] = new("o", DType.Object, 16),
        };

        AssertProblem("field 'o' shares bytes with another field, and one of them holds Python objects (Parameter 'fields')", [.. names.Select(name => fields[name])]);
    }

    [Theory]
    [InlineData("[(('title', 'a'), '<f8')]")]
    [InlineData("[('a', [(('inner', 'b'), '<i2'), ('c', '|u1')], (2,)), (('outer', 'd'), '<U3')]")]
    [InlineData("{'names': ['a', 'b'], 'formats': ['<i4', '<M8[25s]'], 'offsets': [4, 8], 'titles': ['x', None], 'itemsize': 24}")]
    [InlineData("{'names': ['a', 'b'], 'formats': ['<i2', '<c16'], 'aligned': True}")]
    public void WithByteOrder_ThereAndBack_IsTheSameDType(string text)
    {
        DType dtype = DType.Parse(text);
        DType swapped = dtype.WithByteOrder(ByteOrder.BigEndian);

        Assert.False(swapped.IsNative);
        Assert.Equal(dtype, swapped.WithByteOrder(ByteOrder.LittleEndian));
        Assert.Equal(dtype.ToString(), swapped.WithByteOrder(ByteOrder.LittleEndian).ToString());
        Assert.Equal(dtype.Fields.Select(field => (field.Name, field.Title, field.Offset)), swapped.Fields.Select(field => (field.Name, field.Title, field.Offset)));
    }

    [Fact]
    public void Struct_WithTooSmallAnItemSize_Throws() =>
        Assert.Equal(
            "the item size 3 is less than the 8 bytes its fields need (Parameter 'fields')",
            Assert.Throws<ArgumentException>(() => DType.Struct([new Field("a", DType.Int64)], itemSize: 3)).Message);

    /// <summary>The product of items and bytes must not wrap around, whichever of both is too large.</summary>
    [Theory]
    [InlineData(new long[] { 65_536, 65_536, 65_536, 16_384 })]
    [InlineData(new long[] { 1L << 31 })]
    [InlineData(new long[] { 1L << 29 })]
    [InlineData(new long[] { 1L << 62 })]
    public void SubArray_OfTooMuch_IsRefused(long[] shape) =>
        Assert.ThrowsAny<ArgumentException>(() => DType.SubArray(DType.Float32, shape));

    [Fact]
    public void SubArray_OfAShape_HasItsSize()
    {
        DType dtype = DType.SubArray(DType.Int16, 2, 3);

        Assert.Equal("('<i2', (2, 3))", dtype.ToString());
        Assert.Equal(12, dtype.ItemSize);
        Assert.Same(DType.Int16, dtype.Base);
        Assert.Equal([2, 3], dtype.Shape.ToArray());
        Assert.Same(DType.Int16, DType.SubArray(DType.Int16));
    }

    [Theory]
    [InlineData(-1, "a sub-array has an axis of -1, which is not between 0 and 2147483647 (Parameter 'shape')")]
    [InlineData(1 << 30, "a sub-array of shape (1073741824,) of 2-byte items is larger than 2147483647 bytes (Parameter 'shape')")]
    public void SubArray_OfABadShape_Throws(long length, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => DType.SubArray(DType.Int16, length)).Message);

    /// <summary>The last size that is allowed, and one byte more.</summary>
    [Fact]
    public void Size_AtTheLimit_IsTakenAndBeyondItRefused()
    {
        const int Most = int.MaxValue;
        Func<int, DType>[] records =
        [
            more => DType.Struct(new Field("a", DType.Bytes(Most - 1)), new Field("b", DType.Bytes(1 + more))),
            more => DType.Struct(new Field("a", DType.Bytes(1 + more), Most - 1)),
            more => DType.SubArray(DType.UInt8, Most + (long)more),
            more => DType.SubArray(DType.UInt8, 1, Most + (long)more),
            more => DType.Parse($"[('a', '|S{Most - 1}'), ('b', '|S{1 + more}')]"),
            more => DType.Parse($"S{Most - 1},S{1 + more}"),
            more => DType.Parse($"{{'names': ['a'], 'formats': ['i1'], 'itemsize': {Most + (long)more}}}"),
            more => DType.Parse($"('|i1', ({Most + (long)more},))"),
            more => DType.Parse($"({Most + (long)more},)i1"),
            more => DType.Parse($"S{Most + (long)more}"),
            more => DType.Parse($"V{Most + (long)more}"),
            more => DType.Parse($"('V', {Most + (long)more})"),
            more => NpyHeader.Parse(NpyBytes.Header(1, $"{{'descr': [('a', '|S{Most - 1}'), ('b', '|S{1 + more}')], 'fortran_order': False, 'shape': (), }}")).DType,
            more => NpyHeader.Parse(NpyBytes.Header(1, $"{{'descr': '|S{Most + (long)more}', 'fortran_order': False, 'shape': (), }}")).DType,
        ];

        foreach (Func<int, DType> record in records)
        {
            Assert.Equal(Most, record(0).ItemSize);
            Assert.True(Record.Exception(() => record(1)) is ArgumentException or NpyFormatException { Reason: NpyFormatReason.BadDescr });
        }

        Assert.Equal(Most - 1, DType.SubArray(DType.Int16, Most / 2).ItemSize);
        Assert.Throws<ArgumentException>(() => DType.SubArray(DType.Int8, (Most / 2) + 1L, 2));
        Assert.Equal(Most - 3, DType.String(Most / 4).ItemSize);
        Assert.Equal(Most - 3, DType.Parse($"('U', {Most / 4})").ItemSize);
        Assert.Throws<NpyFormatException>(() => DType.Parse($"('U', {(Most / 4) + 1})"));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => DType.Bytes(-1));
        Assert.Throws<ArgumentOutOfRangeException>("itemSize", () => DType.Void(-1));
    }

    /// <summary>Fields of objects may touch others and be in any order.</summary>
    [Fact]
    public void Struct_ObjectsThatTouchOtherFields_AreTaken()
    {
        DType dtype = DType.Struct([new Field("b", DType.Int32, 16), new Field("o", DType.Object, 8), new Field("a", DType.Int64, 0), new Field("none", DType.Void(0), 12)], 20);

        Assert.True(dtype.HasObject);
        Assert.Equal([16L, 8, 0, 12], dtype.Fields.Select(field => field.Offset));
        AssertProblem(
            "field 'o' shares bytes with another field, and one of them holds Python objects (Parameter 'fields')",
            new Field("o", DType.Object, 7),
            new Field("a", DType.Int64, 0));
        AssertProblem(
            "field 'b' shares bytes with another field, and one of them holds Python objects (Parameter 'fields')",
            new Field("b", DType.Int32, 15),
            new Field("o", DType.Object, 8));
    }

    [Fact]
    public void SubArray_NestedPastTheLimit_Throws()
    {
        DType dtype = DType.Bool;
        for (int depth = 0; depth < 64; depth++)
            dtype = depth % 2 == 0 ? DType.SubArray(dtype, 1) : DType.Struct(new Field("a", dtype));

        Assert.Equal(
            "records and sub-arrays nest deeper than 64 levels (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => DType.SubArray(dtype, 1)).Message);
        Assert.Equal(
            "records and sub-arrays nest deeper than 64 levels (Parameter 'fields')",
            Assert.Throws<ArgumentException>(() => DType.Struct(new Field("a", dtype))).Message);
    }

    [Fact]
    public void WithByteOrder_OfARecord_TurnsItsFields()
    {
        DType dtype = DType.Parse("[('a', '<f4', (2,)), ('b', '|S3'), ('c', [('d', '<U2'), ('e', '<M8[2s]')])]");
        DType swapped = dtype.WithByteOrder(ByteOrder.BigEndian);

        Assert.Equal("[('a', '>f4', (2,)), ('b', '|S3'), ('c', [('d', '>U2'), ('e', '>M8[2s]')])]", swapped.Descr);
        Assert.True(dtype.IsNative);
        Assert.False(swapped.IsNative);
        Assert.Equal(dtype, swapped.WithByteOrder(ByteOrder.LittleEndian));
        Assert.Same(DType.Bool, DType.Bool.WithByteOrder(ByteOrder.BigEndian));
        Assert.Same(DType.Float64, DType.Parse(">f8").WithByteOrder(ByteOrder.LittleEndian));
    }

    [Theory]
    [InlineData("O", true)]
    [InlineData("f8", false)]
    [InlineData("[('a', '<f4'), ('b', [('c', '|O')], (2,))]", true)]
    [InlineData("[('a', '<f4')]", false)]
    public void HasObject_OfADType_LooksIntoIt(string dtype, bool expected) => Assert.Equal(expected, DType.Parse(dtype).HasObject);

    [Theory]
    [InlineData(-1)]
    [InlineData((int.MaxValue / 4) + 1)]
    public void String_OfABadWidth_Throws(int width) => Assert.Throws<ArgumentOutOfRangeException>(nameof(width), () => DType.String(width));

    [Fact]
    public void Datetime_OfNoUnit_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("unit", () => DType.Datetime((DatetimeUnit)3));

    private static void AssertProblem(string message, params Field[] fields) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => DType.Struct(fields)).Message);

    [Fact]
    public void SubArray_ShapeOfInts_IsThatOfLongs()
    {
        int[] shape = [2, 3];

        Assert.Equal(DType.SubArray(DType.Float32, 2, 3), DType.SubArray(DType.Float32, shape));
    }
}
