using System.Buffers;
using System.Buffers.Binary;
using Xunit;

namespace NpyIO.Tests.Arrays;

public class NdArrayFromBufferTests
{
    [Fact]
    public void FromBuffer_Bytes_AreSharedAndCounted()
    {
        byte[] bytes = new byte[19];
        bytes[3] = 7;

        NdArray array = NdArray.FromBuffer(bytes, DType.Parse("<i4"), offset: 3);
        array.Set(5, 1);

        Assert.Equal([4], array.Shape);
        Assert.Equal(7, array.Get<int>(0));
        Assert.Equal(5, bytes[7]);
        Assert.False(array.IsReadOnly);
    }

    [Fact]
    public void FromBuffer_OfT_IsTyped()
    {
        byte[] bytes = new byte[24];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8), 2.5);

        Assert.Equal([0, 2.5, 0], NdArray.FromBuffer<double>(bytes).ToArray());
        Assert.Equal([2.5], NdArray.FromBuffer<double>(bytes.AsMemory(), count: 1, offset: 8).ToArray());
        Assert.True(NdArray.FromBuffer<double>((ReadOnlyMemory<byte>)bytes).IsReadOnly);
    }

    [Fact]
    public void FromBuffer_SubArrayDType_AppendsItsAxes() =>
        Assert.Equal([4, 2], NdArray.FromBuffer(new byte[16], DType.SubArray(DType.Parse("<i2"), 2)).Shape);

    /// <summary>Every overload takes count and offset.</summary>
    [Fact]
    public void FromBuffer_EveryOverload_TakesCountAndOffset()
    {
        byte[] bytes = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];
        NdArray[] arrays =
        [
            NdArray.FromBuffer(bytes, DType.UInt16, 3, 5),
            NdArray.FromBuffer(bytes.AsMemory(), DType.UInt16, 3, 5),
            NdArray.FromBuffer((ReadOnlyMemory<byte>)bytes, DType.UInt16, 3, 5),
            NdArray.FromBuffer<ushort>(bytes, 3, 5),
            NdArray.FromBuffer<ushort>(bytes.AsMemory(), 3, 5),
            NdArray.FromBuffer<ushort>((ReadOnlyMemory<byte>)bytes, 3, 5),
        ];

        Assert.All(arrays, array => Assert.Equal([(ushort)0x0605, (ushort)0x0807, (ushort)0x0A09], array.ToArray<ushort>()));
        Assert.Equal([false, false, true, false, false, true], arrays.Select(array => array.IsReadOnly));
    }

    [Fact]
    public void Constructor_ShapeOfInts_TakesAllThatTheOtherTakes()
    {
        byte[] bytes = [0, 1, 2, 3, 4, 5, 6, 7];
        int[] shape = [2, 3];

        Assert.Equal([1, 3, 5, 2, 4, 6], new NdArray(DType.UInt8, shape, bytes, offset: 1, order: Order.Fortran).ToBytes());
        Assert.Equal([7, 6, 5, 4, 3, 2], new NdArray(DType.UInt8, shape, bytes, 7, [-3, -1]).ToBytes());
        Assert.Equal([0, 0, 0, 0, 0, 0], NdArray.Create(DType.UInt8, shape).ToBytes());
        Assert.Equal([2L, 3], NdArray.Create<float>(shape).Shape);
    }

    [Fact]
    public void FromArray_NoValues_HasTheSmallestDType()
    {
        Assert.Equal("'<U1'", NdArray.FromArray(Array.Empty<string>()).DType.Descr);
        Assert.Equal("'<U1'", NdArray.FromArray(new[] { "", "" }).DType.Descr);
        Assert.Equal("'<M8'", NdArray.FromArray(Array.Empty<Datetime64>()).DType.Descr);
        Assert.Equal("'<m8'", NdArray.FromArray(Array.Empty<Timedelta64>()).DType.Descr);
        Assert.Equal("'|O'", NdArray.FromArray(Array.Empty<object>()).DType.Descr);
        Assert.Equal([0L, 3], NdArray.FromArray(new string[0, 3]).Shape);
    }

    [Theory]
    [InlineData("<f8", 16, -1, 16, 0)]
    [InlineData("<f8", 16, 0, 3, 0)]
    [InlineData("<f8", 0, -1, 0, 0)]
    [InlineData("<f8", 17, 2, 1, 2)]
    [InlineData("S3", 10, -1, 1, 3)]
    public void FromBuffer_WhatFits_IsTaken(string type, int length, long count, long offset, long expected) =>
        Assert.Equal(expected, NdArray.FromBuffer(new byte[length], DType.Parse(type), count, offset).Count);

    [Theory]
    [InlineData("<f8", 16, -1, 3, "The 13 bytes of the buffer from offset 3 are not a whole number of items of 8 bytes ('<f8').")]
    [InlineData("<f8", 16, 3, 0, "3 items of 8 bytes ('<f8') from offset 0 reach beyond the buffer of 16 bytes.")]
    [InlineData("<f8", 16, long.MaxValue, 0, "9223372036854775807 items of 8 bytes ('<f8') from offset 0 reach beyond the buffer of 16 bytes.")]
    [InlineData("<f8", 16, -1, 17, "The offset 17 is outside the buffer of 16 bytes.")]
    [InlineData("<f8", 16, -1, -1, "The offset -1 is outside the buffer of 16 bytes.")]
    [InlineData("V0", 16, -1, 0, "Items of '|V0' have no bytes, so a buffer cannot say how many there are.")]
    [InlineData("<f8", 16, -2, 0, "count is -2; the minimum is -1. (Parameter 'count')")]
    public void FromBuffer_WhatDoesNotFit_SaysNumbers(string type, int length, long count, long offset, string message)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => NdArray.FromBuffer(new byte[length], DType.Parse(type), count, offset));

        Assert.Equal(message, error.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void FromBuffer_TWithoutDType_SaysSo() =>
        Assert.Equal(
            "string values have no fixed bytes that a dtype could stand for; make the array of a string[], with NdArray.FromArray.",
            Assert.Throws<InvalidCastException>(() => NdArray.FromBuffer<string>(new byte[8])).Message);

    [Fact]
    public void RoundTrip_RawBytesWithDTypeAndShape_GiveTheArrayBack()
    {
        NdArray array = NdArray.FromArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        byte[] raw = array.ToBytes();
        NdArray back = NdArray.FromBuffer(raw, array.DType).Reshape(array.Shape);

        Assert.Equal(48, raw.Length);
        Assert.Equal([2, 3], back.Shape);
        Assert.Equal(6.0, back.Get<double>(1, 2));
        Assert.Equal(raw, back.ToBytes());
    }

    [Fact]
    public void RoundTrip_RecordsCollectedPieceByPiece_AreSeenAsAnArray()
    {
        DType record = DType.Struct(new Field("id", DType.Of<int>()), new Field("value", DType.Of<double>()), new Field("name", DType.Parse("S4")));
        var growing = new ArrayBufferWriter<byte>();
        using var stream = new MemoryStream();
        for (int i = 0; i < 1000; i++)
        {
            Span<byte> piece = growing.GetSpan(record.ItemSize)[..record.ItemSize];
            piece.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(piece, i);
            BinaryPrimitives.WriteDoubleLittleEndian(piece[4..], i / 2.0);
            piece[12] = (byte)('a' + i % 26);
            growing.Advance(record.ItemSize);
            stream.Write(piece);
        }

        NdArray seen = NdArray.FromBuffer(growing.WrittenMemory, record);
        NdArray streamed = NdArray.FromBuffer(stream.GetBuffer().AsMemory(0, (int)stream.Length), record);

        Assert.Equal([1000], seen.Shape);
        Assert.Equal(999, seen["id"].Get<int>(999));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i / 2.0), seen["value"].ToArray<double>());
        Assert.Equal("c", seen["name"].Get<string>(2));
        Assert.Equal(seen.ToBytes(), streamed.ToBytes());
    }

    [Fact]
    public void Constructor_AsNumPysNdarray_TakesOffsetStridesAndOrder()
    {
        short[] numbers = [0, 1, 2, 3, 4, 5, 6];
        byte[] bytes = NdArray.FromArray(numbers).ToBytes();
        DType dtype = DType.Of<short>();

        Assert.Equal([1, 2, 3, 4, 5, 6], new NdArray(dtype, [2, 3], bytes, offset: 2).ToArray<short>());
        Assert.Equal([1, 3, 5, 2, 4, 6], new NdArray(dtype, [2, 3], bytes, offset: 2, order: Order.Fortran).ToArray<short>());
        Assert.Equal([6, 5, 4], new NdArray(dtype, [3], bytes, offset: 12, strides: [-2]).ToArray<short>());
        Assert.Equal([1, 1, 2, 2], new NdArray(dtype, (int[])[2, 2], bytes, offset: 2, strides: [2, 0]).ToArray<short>());
        Assert.Equal([3], new NdArray(dtype, [], bytes, offset: 6).ToArray<short>());
    }

    [Fact]
    public void FromArray_AnyRank_SharesTheElements()
    {
        var numbers = new int[2, 3, 4];
        NdArray array = NdArray.FromArray(numbers);

        array.Set(5, 1, 2, 3);

        Assert.Equal([2, 3, 4], array.Shape);
        Assert.Equal(5, numbers[1, 2, 3]);
        Assert.Equal([0], NdArray.FromArray(Array.Empty<bool>()).Shape);
        Assert.Throws<InvalidCastException>(() => NdArray.FromArray(new Guid[1]));
    }
}
