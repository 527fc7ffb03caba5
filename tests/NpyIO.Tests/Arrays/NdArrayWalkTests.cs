using CsCheck;
using NpyIO.Arrays;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

public sealed class NdArrayWalkTests
{
    [Fact]
    public void ForEach_AnyLayout_IsInCOrder()
    {
        NdArray<int> grid = NdArray.Create([0, 1, 2, 3, 4, 5], 2, 3);

        Assert.Equal([0, 1, 2, 3, 4, 5], Walked(grid));
        Assert.Equal([0, 3, 1, 4, 2, 5], Walked(grid.Transpose()));
        Assert.Equal([5, 4, 3, 2, 1, 0], Walked(grid.Flip()));
        Assert.Equal([1, 2, 4, 5], Walked(grid[.., 1..]));
        Assert.Equal([4, 5], Walked(grid[1, 1..]));
        Assert.Equal([3], Walked(grid.At(1, 0)));
        Assert.Equal([], Walked(grid[..0]));
        Assert.Equal([0, 1, 2, 0, 1, 2], Walked(grid[0, ..].BroadcastTo(2, 3)));
        Assert.Equal([1, 256], Walked(NdArray.FromBuffer(new byte[] { 0, 0, 0, 1, 0, 0, 1, 0 }, DType.Parse(">i4")).As<int>()));
        Assert.Equal([true, false, true], Walked(NdArray.FromBuffer(new byte[] { 2, 0, 1 }, DType.Parse("?")).As<bool>()));
        Assert.Equal([0x04030201], Walked(NdArray.FromBuffer(new byte[] { 0, 1, 2, 3, 4 }, DType.Parse("<i4"), 1, 1).As<int>()));
    }

    [Fact]
    public void ForEach_HeldValues_AreInCOrder()
    {
        NdArray<string> texts = NdArray.Create(["a", "b", "c", "d"], 2, 2);

        Assert.Equal(["a", "b", "c", "d"], Walked(texts));
        Assert.Equal(["a", "c", "b", "d"], Walked(texts.Transpose()));
        Assert.Equal([1L, null, "x"], Walked(NdArray.FromObjects(new object?[] { 1L, null, "x" }).To<object?>()));
    }

    /// <summary>Buffers that end anywhere: in a row, at its end, after several.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    [InlineData(44)]
    [InlineData(48)]
    [InlineData(240)]
    [InlineData(300)]
    [InlineData(960)]
    public void ForEach_TransposedThroughAShortBuffer_IsInCOrder(long length)
    {
        using IDisposable lowered = LayoutChunks.Transposed.Lower(length);
        NdArray<int> array = NdArray.Create(Enumerable.Range(0, 240).ToArray(), 4, 6, 10);

        foreach (NdArray<int> view in (NdArray<int>[])[array.Transpose(), array.SwapAxes(1, 2), array.SwapAxes(0, 1).Flip(), array[.., Slice.Every(2), 3..].Transpose(2, 0, 1)])
            Assert.Equal(view.ToArray(), Walked(view));
    }

    /// <summary>Runs of many lengths, at the borders of the buffer.</summary>
    [Theory]
    [InlineData(300_000, 2)]
    [InlineData(2, 300_000)]
    [InlineData(131_072, 1)]
    [InlineData(1, 131_073)]
    [InlineData(400, 700)]
    [InlineData(65_536, 3)]
    public void ForEach_LongTransposed_IsInCOrder(int rows, int columns)
    {
        NdArray<int> array = NdArray.Create(Enumerable.Range(0, rows * columns).ToArray(), rows, columns).Transpose();
        int i = 0;

        foreach (int value in array)
        {
            Assert.True(value == i % rows * columns + i / rows, $"{i}");
            i++;
        }

        Assert.Equal(rows * columns, i);
    }

    [Fact]
    public void ForEach_RandomArrays_IsThatOfToArray() => RandomArrays.Any.Sample(
        array =>
        {
            NdArray<byte[]> items = array.View(DType.Parse($"V{array.DType.ItemSize}")).To<byte[]>();
            Assert.Equal(items.ToArray(), Walked(items));
        },
        iter: 200);

    [Fact]
    public void Linq_Works()
    {
        NdArray<double> array = NdArray.Create([1.0, 2, 3, 4], 2, 2);

        Assert.Equal(10, array.Sum());
        Assert.Equal(4, array.Max());
        Assert.Equal([1, 3], array.Transpose().Take(2));
        Assert.Equal([2.0, 4, 6, 8], array.Select(value => 2 * value));
        Assert.Equal(4, array.Where(value => value > 0).Count());
        Assert.Contains(3, (IEnumerable<double>)array);
        System.Collections.IEnumerable untyped = array;
        Assert.Equal([1.0, 2, 3, 4], untyped.Cast<double>());
    }

    [Fact]
    public void Enumerator_AtTheEnd_StaysThere()
    {
        NdArray<int>.Enumerator values = NdArray.Create([7]).GetEnumerator();

        Assert.True(values.MoveNext());
        Assert.Equal(7, values.Current);
        Assert.False(values.MoveNext());
        Assert.False(values.MoveNext());
        Assert.False(values.MoveNext());
    }

    [Fact]
    public void ForEach_Contiguous_AllocatesNoElements()
    {
        NdArray<int> array = NdArray.Create<int>(1000, 1000);

        Allocations.AreAtMost(1000, () =>
        {
            int sum = 0;
            foreach (int value in array)
                sum += value;
            Assert.Equal(0, sum);
        });
    }

    private static List<T> Walked<T>(NdArray<T> array)
    {
        var values = new List<T>();
        foreach (T value in array)
            values.Add(value);
        return values;
    }
}
