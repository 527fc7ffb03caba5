using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Records from columns, and columns of records.</summary>
public sealed class ColumnTests
{
    [Fact]
    public void FromColumns_NumbersAndText_IsPacked()
    {
        NdArray records = NdArray.FromColumns(("price", new[] { 1.5, 2.5 }), ("sym", new[] { "A", "BCD" }), ("qty", NdArray.FromBuffer((byte[])[0, 1, 0, 2], DType.Parse(">i2"))));

        Assert.Equal("[('price', '<f8'), ('sym', '<U3'), ('qty', '>i2')]", records.DType.ToString());
        Assert.Equal([1.5, 2.5], records["price"].ToArray<double>());
        Assert.Equal(["A", "BCD"], records["sym"].ToArray<string>());
        Assert.Equal([1, 2], records["qty"].ToArray<short>());
    }

    [Fact]
    public void FromColumns_StridedMatrices_KeepTheShape()
    {
        NdArray matrix = NdArray.FromArray(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        NdArray objects = NdArray.FromObjects(new object?[,] { { "a", null, 1 }, { 2, 3, 4 } });

        NdArray records = NdArray.FromColumns(("m", matrix[Slice.Every(-1)]), ("o", objects), ("r", NdArray.FromColumns(("x", matrix))));

        Assert.Equal([2, 3], records.Shape.ToArray());
        Assert.Equal([4, 5, 6, 1, 2, 3], records["m"].ToArray<int>());
        Assert.Equal(["a", null, 1, 2, 3, 4], records["o"].ToArray<object?>());
        Assert.Equal([1, 2, 3, 4, 5, 6], records["r"]["x"].ToArray<int>());
    }

    [Fact]
    public void FromColumns_Single_IsARecord() => Assert.Equal(7, NdArray.FromColumns(("x", NdArray.Create(new[] { 7 }, []).ToNdArray()))["x"].GetItem());

    [Fact]
    public void FromColumns_NoneOrOtherShapesOrNames_SaysSo()
    {
        Assert.Equal("There are no columns, so the records would have neither fields nor a shape.", Assert.Throws<ArgumentException>(() => NdArray.FromColumns()).Message);
        Assert.Equal(
            "The column 'b' has the shape (1,), but the column 'a' has (2,): all columns need one shape.",
            Assert.Throws<ArgumentException>(() => NdArray.FromColumns(("a", new[] { 1, 2 }), ("b", new[] { 1 }))).Message);
        NdArray flat = new[] { 1, 2, 3, 4, 5, 6 };
        foreach (NdArray other in (NdArray[])[flat.Reshape(1, 6), flat.Reshape(6, 1), flat.Reshape(2, 3), flat[new Slice(0, 1)].Reshape([])])
        {
            Assert.Throws<ArgumentException>(() => NdArray.FromColumns(("a", flat), ("b", other)));
            Assert.Throws<ArgumentException>(() => NdArray.FromColumns(("a", other), ("b", flat)));
        }
        Assert.Throws<ArgumentException>(() => NdArray.FromColumns(("a", NdArray.Create(DType.Int32, 0, 2)), ("b", NdArray.Create(DType.Int32, 2, 0))));
        Assert.Throws<ArgumentException>(() => NdArray.FromColumns(("a", new[] { 1 }), ("a", new[] { 1 })));
        Assert.Throws<ArgumentNullException>(() => NdArray.FromColumns(("a", null!)));
    }

    [Fact]
    public void ToColumns_OfFromColumns_IsTheSameInOrder()
    {
        NdArray z = new[] { 1L, -1 };
        NdArray a = new[] { true, false };

        IReadOnlyDictionary<string, NdArray> columns = NdArray.FromColumns(("z", z), ("a", a)).ToColumns();

        Assert.Equal(["z", "a"], columns.Keys);
        Assert.Equal(z, columns["z"]);
        Assert.Equal(a, columns["a"]);
    }

    [Fact]
    public void ToColumns_BigEndianNestedSubArrayObject_IsNativeAndContiguous()
    {
        NdArray records = NdArray.Create(DType.Parse("[('n', [('x', '>i4'), ('y', '>f8')]), ('s', '>i2', (2, 2)), ('o', 'O'), ('t', '>U2'), ('c', '>c8')]"), 3)[Slice.Every(-2)];
        records["n"]["x"].Set(5, 1);
        records["s"].Set((short)-3, 1, 0, 1);
        records["o"].Set<object?>("any", 0);
        records["t"].Set("ab", 0);
        records["c"].Set(new Complex64(1, 2), 1);

        IReadOnlyDictionary<string, NdArray> columns = records.ToColumns();

        Assert.Equal("[('x', '<i4'), ('y', '<f8')]", columns["n"].DType.ToString());
        Assert.Equal([0, 5], columns["n"]["x"].ToArray<int>());
        Assert.Equal([2, 2, 2], columns["s"].Shape.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, -3, 0, 0], columns["s"].As<short>().AsSpan().ToArray());
        Assert.Equal(["any", null], columns["o"].ToArray<object?>());
        Assert.Equal(["ab", ""], columns["t"].ToArray<string>());
        Assert.Equal([default, new Complex64(1, 2)], columns["c"].As<Complex64>().AsSpan().ToArray());
        Assert.All(columns.Values, column => Assert.True(column.IsCContiguous && column.DType.IsNative && !column.SharesMemory(records)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_003)]
    public void ToColumns_AnyLength_IsThatOfEveryField(int count)
    {
        NdArray records = NdArray.Create(DType.Parse("[('a', 'u1'), ('b', '>i4'), ('c', '<i8', (2,))]"), count);
        for (int i = 0; i < count; i += 997)
        {
            records["a"].Set((byte)i, i);
            records["b"].Set(i, i);
            records["c"].Set((long)i, i, 1);
        }

        IReadOnlyDictionary<string, NdArray> columns = records.ToColumns();

        foreach (string name in (string[])["a", "b", "c"])
            Assert.Equal(records[name].To(columns[name].DType, Casting.Equivalent), columns[name]);
        Assert.Equal(columns["b"], NdArray.FromColumns(("a", columns["a"]), ("b", records["b"])).ToColumns()["b"]);
    }

    [Fact]
    public void ToColumns_OfNumbers_SaysThatThereAreNone()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => NdArray.FromArray(new[] { 1 }).ToNdArray().ToColumns());

        Assert.Equal("Elements of '<i4' are not records, so they have no columns.", exception.Message);
    }

    [Fact]
    public void ToColumns_OfOneRecord_HasNoAxes() => Assert.Equal(0, NdArray.Create(DType.Parse("[('a', 'i4')]")).ToColumns()["a"].Rank);
}
