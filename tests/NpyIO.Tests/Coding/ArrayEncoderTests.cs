using CsCheck;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Tests.Kernels;
using Xunit;

namespace NpyIO.Tests.Coding;

public sealed class ArrayEncoderTests
{
    [Fact]
    public void Encode_RandomViewsAndCuts_GivesElementsInSavedOrder()
    {
        Gen<(int ItemSize, long[] Shape, int Seed)> cases =
            from itemSize in Gen.Int[1, 20]
            from shape in Gen.Int[0, 4].SelectMany(rank => Gen.Long[0, rank <= 2 ? 40 : 7].Array[rank])
            from seed in Gen.Int
            select (itemSize, shape, seed);
        cases.Sample(c => Check(c.ItemSize, c.Shape, c.Seed), iter: 800);
    }

    [Fact]
    public void Encode_PaddedRecords_KeepsPaddingOfContiguousAloneAndClearsThatOfViews()
    {
        DType dtype = DType.Struct([new Field("a", DType.Parse("|u1"), 0), new Field("b", DType.Parse("<u2"), 2)], 5);
        byte[] items = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
        ArrayMemory memory = BufferMemory.Of(items.AsMemory());

        var whole = new ArrayEncoder(dtype, memory, new ArrayLayout([4], [5], 0, 5));
        Assert.Equal(items, Encoded(whole, 10));

        var everyOther = new ArrayEncoder(dtype, memory, new ArrayLayout([2], [10], 0, 5));
        Assert.Equal([1, 0, 3, 4, 0, 11, 0, 13, 14, 0], Encoded(everyOther, 5));
    }

    private static void Check(int itemSize, long[] shape, int seed)
    {
        var random = new Random(seed);
        int[] axes = [.. Enumerable.Range(0, shape.Length)];
        random.Shuffle(axes);
        var strides = new long[shape.Length];
        long stride = itemSize;
        long origin = 0;
        foreach (int axis in axes)
        {
            long length = Math.Max(1, shape[axis]);
            bool isTurned = random.Next(5) == 0;
            strides[axis] = isTurned ? -stride : stride;
            if (isTurned)
                origin += stride * (length - 1);
            stride *= length * (random.Next(5) == 0 ? 2 : 1);
        }

        var buffer = new byte[stride + itemSize];
        random.NextBytes(buffer);
        var layout = new ArrayLayout([.. shape], strides, origin, itemSize);
        var encoder = new ArrayEncoder(DType.Parse($"|V{itemSize}"), BufferMemory.Of(buffer.AsMemory()), layout);
        var expected = new byte[layout.NBytes];
        foreach (long[] index in Reference.Indices(shape))
        {
            long place = Reference.Place(index, shape, encoder.FortranOrder) * itemSize;
            buffer.AsSpan((int)(origin + Reference.Dot(index, strides)), itemSize).CopyTo(expected.AsSpan((int)place));
        }

        Assert.Equal(expected.Length, encoder.PayloadLength);
        Assert.Equal(layout.IsFortranContiguous && !layout.IsCContiguous, encoder.FortranOrder);
        Assert.Equal(expected, Encoded(encoder, itemSize * random.Next(1, 50)));
        if (encoder.IsContiguous)
            Assert.Equal(expected, encoder.Contiguous(0, expected.Length).ToArray());
    }

    private static byte[] Encoded(ArrayEncoder encoder, int block)
    {
        var found = new byte[encoder.PayloadLength];
        for (int at = 0; at < found.Length; at += block)
        {
            // What was in the block before must not show.
            Span<byte> part = found.AsSpan(at, Math.Min(block, found.Length - at));
            part.Fill(0xEE);
            encoder.Encode(at, part);
        }

        return found;
    }
}
