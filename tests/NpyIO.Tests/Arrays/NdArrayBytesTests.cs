using Xunit;

namespace NpyIO.Tests.Arrays;

public class NdArrayBytesTests
{
    private static readonly byte[] Numbers = [0, 1, 2, 3, 4, 5];

    [Theory]
    [InlineData(false, Order.C, new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(false, Order.Fortran, new byte[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(false, Order.Keep, new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(true, Order.C, new byte[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(true, Order.Fortran, new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(true, Order.Keep, new byte[] { 0, 1, 2, 3, 4, 5 })]
    public void ToBytes_Order_AsNumPy(bool transposed, Order order, byte[] expected)
    {
        NdArray array = NdArray.FromArray(Numbers).Reshape(2, 3);
        array = transposed ? array.Transpose() : array;
        NdArray copy = array.Copy(order);

        Assert.Equal(expected, array.ToBytes(order));
        Assert.Equal(array.ToArray<byte>(), copy.ToArray<byte>());
        Assert.Equal(order == Order.C || (order == Order.Keep && !transposed), copy.IsCContiguous);
    }

    [Fact]
    public void ToBytes_NegativeAndBroadcastStrides_InIndexOrder()
    {
        Assert.Equal([5, 4, 3, 2, 1, 0], new NdArray(DType.Of<byte>(), [6], Numbers.ToArray(), 5, [-1]).ToBytes());
        Assert.Equal([1, 1, 2, 2], new NdArray(DType.Of<byte>(), [2, 2], Numbers.ToArray(), 1, [1, 0]).ToBytes());
    }

    [Fact]
    public void ToBytes_EmptyAndZeroSize_IsEmpty()
    {
        Assert.Empty(NdArray.Create<double>(3, 0).ToNdArray().ToBytes());
        Assert.Empty(NdArray.Create(DType.Parse("V0"), 3, 4).ToBytes(Order.Fortran));
        Assert.Empty(NdArray.Create(DType.Parse("S0"), 2).Copy().Get<byte[]>(1));
    }

    [Fact]
    public void CopyTo_ShortDestination_SaysLengths() =>
        Assert.Equal(
            "The destination has room for 5 bytes; 6 are needed.",
            Assert.Throws<ArgumentException>(() => ((NdArray)Numbers).CopyTo(new byte[5])).Message);

    [Theory]
    [InlineData(false, Order.C, new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(false, Order.Fortran, new byte[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(true, Order.C, new byte[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(true, Order.Keep, new byte[] { 0, 1, 2, 3, 4, 5 })]
    public void CopyTo_ExactOrLongerDestination_FillsItsStartAlone(bool transposed, Order order, byte[] expected)
    {
        NdArray array = NdArray.FromArray(Numbers).Reshape(2, 3);
        array = transposed ? array.Transpose() : array;
        byte[] exact = new byte[6], longer = [9, 9, 9, 9, 9, 9, 9, 9];

        array.CopyTo(exact, order);
        array.CopyTo(longer, order);

        Assert.Equal(expected, exact);
        Assert.Equal([.. expected, 9, 9], longer);
    }

    [Fact]
    public void ToBytes_PaddingOfAnInnerRecordAlone_IsZeroWhereNotContiguous()
    {
        DType inner = DType.Struct([new Field("p", DType.Of<byte>()), new Field("q", DType.Of<byte>(), 2)], 4);
        foreach (DType record in (DType[])[DType.Struct(new Field("a", DType.Of<byte>()), new Field("b", inner)), DType.Struct(new Field("b", DType.SubArray(inner, 1)), new Field("a", DType.Of<byte>()))])
        {
            byte[] bytes = [.. Enumerable.Repeat((byte)7, 20)];
            var strided = new NdArray(record, [2], bytes, strides: [10]);
            byte[] expected = record.Fields[0].Name == "a" ? [7, 7, 0, 7, 0, 7, 7, 0, 7, 0] : [7, 0, 7, 0, 7, 7, 0, 7, 0, 7];

            Assert.Equal(expected, strided.ToBytes());
            Assert.Equal(expected, strided.Copy().ToBytes());
            Assert.Equal(expected, Npy.Save(strided)[^10..]);
        }
    }

    [Fact]
    public void ToBytes_RecordPadding_IsKeptWhereContiguousAndZeroWhereNot()
    {
        DType inner = DType.Struct([new Field("p", DType.Of<byte>()), new Field("q", DType.Of<byte>(), 2)], 4);
        DType record = DType.Struct([new Field("a", DType.Of<byte>(), 0), new Field("b", DType.SubArray(inner, 2), 2)], 12);
        byte[] bytes = [.. Enumerable.Range(1, 48).Select(i => (byte)i)];
        NdArray array = NdArray.FromBuffer(bytes, record);

        byte[] strided = new NdArray(record, [2], bytes, strides: [24]).ToBytes();

        Assert.Equal(bytes, array.ToBytes());
        Assert.Equal(bytes, array.Reshape(2, 2).Transpose().ToBytes(Order.Fortran));
        Assert.Equal(
            [1, 0, 3, 0, 5, 0, 7, 0, 9, 0, 0, 0, 25, 0, 27, 0, 29, 0, 31, 0, 33, 0, 0, 0],
            strided);
        Assert.Equal([13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24], array.At(1).ToBytes());
    }

    [Fact]
    public void CopyTo_PaddingOfStridedRecords_IsClearedInTheDestination()
    {
        NdArray array = NdArray.Create(DType.Struct([new Field("a", DType.Of<byte>(), 1)], 4), 2, 3).Transpose();
        byte[] bytes = new byte[30];
        bytes.AsSpan().Fill(0xFF);

        array.CopyTo(bytes);

        Assert.Equal([.. new byte[24], .. Enumerable.Repeat((byte)0xFF, 6)], bytes);
    }

    [Fact]
    public void ToBytes_OverlappingFields_AreWhole()
    {
        DType record = DType.Struct([new Field("a", DType.Of<uint>(), 0), new Field("b", DType.Of<byte>(), 2)], 6);
        byte[] bytes = [.. Enumerable.Range(1, 24).Select(i => (byte)i)];

        Assert.Equal([1, 2, 3, 4, 0, 0, 13, 14, 15, 16, 0, 0], new NdArray(record, [2], bytes, strides: [12]).ToBytes());
    }

    [Fact]
    public void Copy_ReadOnly_IsWritableAndApart()
    {
        byte[] bytes = [1, 2];
        NdArray copy = NdArray.FromBuffer((ReadOnlyMemory<byte>)bytes, DType.Of<byte>()).Copy();

        copy.Set((byte)9, 0);

        Assert.Equal(1, bytes[0]);
        Assert.False(copy.IsReadOnly);
    }

    [Fact]
    public void Copy_Order_OutsideTheEnum_IsRefused() =>
        Assert.Equal("There is no order 7. (Parameter 'order')", Assert.Throws<ArgumentOutOfRangeException>(() => NdArray.FromArray(Numbers).Copy((Order)7)).Message);
}
