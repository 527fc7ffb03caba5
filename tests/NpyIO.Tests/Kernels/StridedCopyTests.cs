using CsCheck;
using NpyIO.Kernels;
using Xunit;

namespace NpyIO.Tests.Kernels;

public sealed class StridedCopyTests
{
    public static TheoryData<int> ItemSizes() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(ItemSizes))]
    public void Copy_RandomLayouts_CopiesEveryElement(int itemSize)
    {
        Gen<(long[] Shape, int Seed)> cases =
            from rank in Gen.Int[0, 5]
            from shape in Gen.Long[0, rank <= 2 ? 40 : rank == 3 ? 11 : 5].Array[rank]
            from seed in Gen.Int
            select (shape, seed);
        cases.Sample(c => Check(c.Shape, itemSize, c.Seed, 0), iter: 60);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    [InlineData(16, 16)]
    [InlineData(8, 4)]
    [InlineData(12, 4)]
    [InlineData(32, 16)]
    public void Copy_RandomLayoutsWithSwap_ReversesUnits(int itemSize, int swapWidth)
    {
        Gen<(long[] Shape, int Seed)> cases =
            from rank in Gen.Int[1, 4]
            from shape in Gen.Long[1, rank <= 2 ? 40 : 9].Array[rank]
            from seed in Gen.Int
            select (shape, seed);
        cases.Sample(c => Check(c.Shape, itemSize, c.Seed, swapWidth), iter: 60);
    }

    [Theory]
    [InlineData(1, 65, 130)]
    [InlineData(2, 257, 300)]
    [InlineData(4, 129, 140)]
    [InlineData(8, 67, 133)]
    [InlineData(16, 35, 70)]
    [InlineData(20, 35, 70)]
    public void Copy_Transposition_MovesEveryElement(int itemSize, long rows, long columns)
    {
        long[] shape = [rows, columns];
        Compare(shape, [itemSize, itemSize * rows], 0, [itemSize * columns, itemSize], 0, rows * columns * itemSize, rows * columns * itemSize, itemSize, 0, 7);
    }

    [Fact]
    public void Copy_ManySmallOuterAxes_MovesEveryElement()
    {
        long[] shape = [300, 3, 270, 2];
        long[] c = [3 * 270 * 2 * 4, 270 * 2 * 4, 2 * 4, 4];
        long[] fortran = [4, 4 * 300, 4 * 900, 4 * 900 * 270];
        long length = 300 * 3 * 270 * 2 * 4;
        Compare(shape, fortran, 0, c, 0, length, length, 4, 0, 3);
        Compare(shape, c, 0, fortran, 0, length, length, 4, 0, 3);
    }

    [Fact]
    public void Copy_ZeroStrides_Broadcasts()
    {
        Compare([5, 7], [0, 8], 0, [56, 8], 0, 56, 280, 8, 0, 1);
        Compare([5, 7], [8, 0], 0, [56, 8], 0, 40, 280, 8, 0, 1);
        Compare([5, 7], [0, 0], 0, [56, 8], 0, 8, 280, 8, 0, 1);
    }

    /// <summary>A random view (steps, turned axes, permuted) to a random contiguous order.</summary>
    private static void Check(long[] shape, int itemSize, int seed, int swapWidth)
    {
        var random = new Random(seed);
        (long[] from, long fromOrigin, long fromLength) = Layout(shape, itemSize, random);
        (long[] to, long toOrigin, long toLength) = Layout(shape, itemSize, random);
        Compare(shape, from, fromOrigin, to, toOrigin, fromLength, toLength, itemSize, swapWidth, seed);
    }

    private static (long[] Strides, long Origin, long Length) Layout(long[] shape, int itemSize, Random random)
    {
        int[] axes = [.. Enumerable.Range(0, shape.Length)];
        random.Shuffle(axes);
        var strides = new long[shape.Length];
        long stride = itemSize;
        long origin = random.Next(3);
        if (random.Next(3) == 0)
            stride += random.Next(9);
        foreach (int axis in axes)
        {
            long length = Math.Max(1, shape[axis]);
            bool isTurned = random.Next(4) == 0;
            strides[axis] = isTurned ? -stride : stride;
            if (isTurned)
                origin += stride * (length - 1);
            stride *= length;
            if (random.Next(4) == 0)
                stride *= 2;
        }

        return (strides, origin, stride + 16);
    }

    private static void Compare(long[] shape, long[] from, long fromOrigin, long[] to, long toOrigin, long fromLength, long toLength, int itemSize, int swapWidth, int seed)
    {
        var source = new byte[fromLength + 1];
        new Random(seed).NextBytes(source);
        var destination = new byte[toLength + 1];
        byte[] expected = [.. destination];
        foreach (long[] index in Reference.Indices(shape))
        {
            int place = (int)(toOrigin + Reference.Dot(index, to));
            source.AsSpan((int)(fromOrigin + Reference.Dot(index, from)), itemSize).CopyTo(expected.AsSpan(place));
            for (int unit = 0; swapWidth > 0 && unit < itemSize; unit += swapWidth)
                expected.AsSpan(place + unit, swapWidth).Reverse();
        }

        StridedCopy.Copy(ref source[fromOrigin], from, ref destination[toOrigin], to, shape, itemSize, swapWidth);
        Assert.Equal(expected, destination);
    }
}
