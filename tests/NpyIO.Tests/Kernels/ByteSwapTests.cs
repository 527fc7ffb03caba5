using NpyIO.Kernels;
using Xunit;

namespace NpyIO.Tests.Kernels;

public sealed class ByteSwapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Units_EveryLengthAndAlignment_ReversesEachUnit(int width)
    {
        byte[] source = Bytes(width * 75);
        for (int start = 0; start < 9; start++)
        {
            for (int count = 0; count * width + start <= source.Length; count++)
            {
                var copied = new byte[source.Length];
                byte[] swapped = [.. source];
                ByteSwap.Units(source.AsSpan(start, count * width), copied.AsSpan(start, count * width), width);
                ByteSwap.Units(swapped.AsSpan(start, count * width), swapped.AsSpan(start, count * width), width);

                byte[] expected = [.. source];
                for (int i = 0; i < count; i++)
                    expected.AsSpan(start + i * width, width).Reverse();
                Assert.Equal(expected, swapped);
                Assert.Equal(expected.AsSpan(start, count * width), copied.AsSpan(start, count * width));
                Assert.True(copied.AsSpan(start + count * width).IndexOfAnyExcept((byte)0) < 0);
            }
        }
    }

    [Fact]
    public void Units_NoWidth_Throws()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ByteSwap.Units(new byte[6], new byte[6], 3));
        Assert.Equal("Units of 3 bytes cannot be swapped; their width is 1, 2, 4, 8 or 16. (Parameter 'width')", error.Message);
    }

    [Theory]
    [InlineData("<f8", 0)]
    [InlineData("|S7", 0)]
    [InlineData("|V7", 0)]
    [InlineData("|u1", 0)]
    [InlineData(">U0", 0)]
    [InlineData(">i2", 2)]
    [InlineData(">f16", 16)]
    [InlineData(">c8", 4)]
    [InlineData(">c32", 16)]
    [InlineData(">U9", 4)]
    [InlineData(">M8[s]", 8)]
    [InlineData(">m8", 8)]
    [InlineData("[('a', '>f4'), ('b', '>c8'), ('c', '>U2')]", 4)]
    [InlineData("[('a', '>f4', (1000000,)), ('b', [('x', '>i4'), ('y', '>u4')], (3, 5))]", 4)]
    [InlineData("[('a', '>f4'), ('b', '<f4')]", -1)]
    [InlineData("[('a', '>f4'), ('', '|V4')]", -1)]
    public void ToNative_DType_HasUnitWidth(string descr, int width)
    {
        Assert.Equal(width, SwapPlan.ToNative(DType.Parse(descr))!.UnitWidth);
    }

    [Fact]
    public void ToNative_HugeSubArrays_PlanStaysSmall()
    {
        DType dtype = DType.Parse("[('a', [('x', '>i4'), ('y', '|u1'), ('z', [('p', '>f8'), ('q', '|S1')], (1000,))], (100, 100)), ('e', '>i2')]");
        SwapPlan plan = SwapPlan.ToNative(dtype)!;
        Assert.Equal(3, plan.Parts.Length);
    }

    [Fact]
    public void ToNative_FieldsSeeingOneNumberTwice_SwapsItOnce()
    {
        DType dtype = DType.Struct([new Field("a", DType.Parse(">i4"), 0), new Field("b", DType.Parse(">i4"), 0)], 4);
        Assert.Equal(4, SwapPlan.ToNative(dtype)!.UnitWidth);
    }

    [Fact]
    public void ToNative_FieldsThatDisagree_HasNoPlan()
    {
        DType dtype = DType.Struct([new Field("rgba", DType.Parse(">u4"), 0), new Field("r", DType.Parse("|u1"), 0)], 4);
        Assert.Null(SwapPlan.ToNative(dtype));
        byte[] items = Bytes(8);
        byte[] before = [.. items];
        Assert.False(ByteSwap.InPlace(items, dtype));
        Assert.Equal(before, items);
    }

    [Theory]
    [InlineData("[('a', '>f4'), ('b', '<f4'), ('c', '>i2'), ('d', '|S3'), ('e', '>c16')]")]
    [InlineData("[('a', '>i8'), ('b', '|u1', (3,)), ('c', '>f8', (2, 2)), ('d', '>U3'), ('e', '>f16')]")]
    [InlineData("[('a', [('x', '>i4'), ('y', '|u1'), ('z', [('p', '>f8'), ('q', '|S1')], (5,))], (2, 3)), ('e', '>i2')]")]
    [InlineData("[('a', [('x', '>i2'), ('y', '>i2')], (7,)), ('', '|V3'), ('b', '>i2')]")]
    [InlineData("[('a', '|u1'), ('b', '>f4', (9000,)), ('c', '>i2')]")]
    public void InPlace_Records_SwapsLeafByLeaf(string descr)
    {
        DType dtype = DType.Parse(descr);
        byte[] source = Bytes(dtype.ItemSize * 37);
        byte[] expected = [.. source];
        for (int start = 0; start < expected.Length; start += dtype.ItemSize)
            Reference.Swap(expected.AsSpan(start, dtype.ItemSize), dtype);

        var copied = new byte[source.Length];
        Assert.True(ByteSwap.Copy(source, copied, dtype));
        Assert.Equal(expected, copied);
        Assert.True(ByteSwap.InPlace(source, dtype));
        Assert.Equal(expected, source);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
