using Xunit;

namespace NpyIO.Tests.Arrays;

public sealed class NdArraySliceTests
{
    private static NdArray<int> Grid => NdArray.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 3, 4);

    [Fact]
    public void Index_NumbersAndRanges_AreViews()
    {
        NdArray<int> grid = Grid;

        Assert.Equal([[1, 2], [5, 6]], RowsOf(grid[..2, 1..3]));
        Assert.Equal([0, 4, 8], grid[.., 0]);
        Assert.Equal([8, 9, 10, 11], grid[^1, ..]);
        Assert.Equal([[0, 2], [4, 6], [8, 10]], RowsOf(grid[.., Slice.Every(2)]));
        Assert.Equal([3, 7, 11], grid[Slice.Ellipsis, ^1]);
        Assert.Equal([1, 2, 4], grid[Slice.NewAxis, 1..].Shape.ToArray());
        Assert.Equal(6, grid[1, 2]);
        Assert.Equal(6, grid[1.., 2..][0, 0]);

        grid[1.., 2..][0, 0] = 60;
        grid.ToNdArray()[0, 1].Set(10);
        Assert.Equal([0, 10, 2, 3, 4, 5, 60, 7, 8, 9, 10, 11], grid.ToArray());
    }

    [Fact]
    public void Index_MoreAxesThanThere_SaysHowMany()
    {
        Assert.Equal("The index mentions 3 axes, but the array has only 2, of shape (3, 4).", Assert.Throws<ArgumentException>(() => Grid[.., .., ..]).Message);
        Assert.Equal("The index mentions 1 axis, but the array has only 0, of shape ().", Assert.Throws<ArgumentException>(() => NdArray.Create(DType.Of<int>())[0]).Message);
        Assert.Equal("An index can have only one ellipsis: which axes each of two means would be ambiguous.", Assert.Throws<ArgumentException>(() => Grid[Slice.Ellipsis, Slice.Ellipsis]).Message);
        Assert.Equal("An array of 65 axes was asked for; the most is 64.", Assert.Throws<ArgumentException>(() => Grid[[.. Enumerable.Repeat(Slice.NewAxis, 63)]]).Message);
    }

    [Fact]
    public void Index_TooFewNumbersForAnElement_SaysWhatToWrite() => Assert.Equal(
        "An index of 1 number was given for an array of 2 axes, of shape (3, 4). An element has an index of 2 numbers; array[2, ..] or At(2) gives the part of shape (4,).",
        Assert.Throws<ArgumentException>(() => Grid[2]).Message);

    [Fact]
    public void Index_NegativeNumberOfAnElement_NamesTheOther() => Assert.StartsWith(
        "Index -1 is outside axis 1 of length 4. In a slice, ^1 counts from the end.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid[0, -1]).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Assign_Collections_AreBroadcast()
    {
        NdArray<int> grid = Grid;

        grid[0, ..] = [1, 2, 3, 4];
        grid[1.., 0] = [5];
        grid[1.., 1..] = NdArray.Create([7, 8], 2, 1);

        Assert.Equal([1, 2, 3, 4, 5, 7, 7, 7, 5, 8, 8, 8], grid.ToArray());
    }

    [Fact]
    public void Assign_WrongShape_SaysSoAndChangesNothing()
    {
        NdArray<int> grid = Grid;

        Assert.Equal(
            "An array of shape (3,) cannot be broadcast to shape (4,): from the last axis on, each length must be the wanted one or 1.",
            Assert.Throws<ArgumentException>(() => grid[0, ..] = [1, 2, 3]).Message);
        Assert.Throws<ArgumentException>(() => grid[0, ..] = NdArray.Create<int>(2, 4));
        Assert.Throws<ArgumentNullException>(() => grid[0, ..] = null!);
        Assert.Equal(Grid, grid);
    }

    [Fact]
    public void Assign_FromItself_CopiesFirst()
    {
        NdArray<int> grid = Grid, texts = Grid;

        grid[1.., ..] = grid[..2, ..];
        texts.ToNdArray()[.., 1..] = texts.ToNdArray()[.., ..3];

        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7], grid.ToArray());
        Assert.Equal([0, 0, 1, 2, 4, 4, 5, 6, 8, 8, 9, 10], texts.ToArray());
    }

    [Fact]
    public void Assign_HeldValues_AreTheSame()
    {
        NdArray<string> texts = new[] { "a", "b", "c", "d" };

        texts[1..] = texts[..3];
        texts[0] = "z";
        texts[^1..] = ["long text"];
        Assert.Equal(["z", "a", "b", "long text"], texts.ToArray());

        texts[..2].Fill("f");
        Assert.Equal(["f", "f", "b", "long text"], texts.ToArray());
    }

    [Fact]
    public void CopyFrom_OtherDType_ConvertsAsTheCastingAllows()
    {
        NdArray target = NdArray.Create(DType.Parse(">f8"), 2, 2);

        target.CopyFrom(NdArray.Create([1, 2]));
        Assert.Equal((double[])[1, 2, 1, 2], target.ToArray<double>().Select(value => value));
        Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Of<int>(), 2).CopyFrom(target[0]));
        NdArray narrow = NdArray.Create<int>(2);
        narrow.CopyFrom(target[0], Casting.Checked);
        Assert.Equal([1, 2], narrow.To<int>().ToArray());
        target.Set(1.5, 0, 0);
        Assert.Throws<OverflowException>(() => narrow.CopyFrom(target[0], Casting.Checked));
        Assert.Equal([1, 2], narrow.To<int>().ToArray());
    }

    [Theory]
    [InlineData("<U3", "<U5")]
    [InlineData(">U3", "<U5")]
    [InlineData("<U5", ">U3")]
    [InlineData("S3", "S4")]
    [InlineData("S4", "S3")]
    public void CopyFrom_TextsOfAnotherWidth_ArePaddedOrRefused(string from, string to)
    {
        NdArray source = NdArray.Create(DType.Parse(from), 2, 2), target = NdArray.Create(DType.Parse(to), 2, 2, 2);
        target.Fill("zz");
        source.Set("abc", 0, 1);
        source.Set("é", 1, 0);

        target[.., Slice.Every(-1), ..] = source.Transpose();
        Assert.Equal(["abc", "", "", "é", "abc", "", "", "é"], target.ToArray<string>());
        if (source.DType.ItemSize <= target.DType.ItemSize)
            return;
        source.Set("abcd", 1, 1);
        Assert.Equal($"The value has 4 {(from[0] == 'S' ? "characters" : "code points")}, more than an element of '{to}' holds.".Replace("'S3'", "'|S3'", StringComparison.Ordinal), Assert.Throws<ArgumentException>(() => target.CopyFrom(source)).Message);
    }

    [Fact]
    public void CopyFrom_Objects_KeepsEachAlone()
    {
        NdArray objects = NdArray.FromObjects(new object?[] { "x", null, 3L, 4L });

        objects[1..3] = NdArray.FromObjects(new object?[] { "new" });
        objects.Set("other", 2);
        Assert.Equal(["x", "new", "other", 4L], objects.To<object?>().ToArray());
        objects[..2] = NdArray.Create([1.5, 2.5]);
        Assert.Equal([1.5, 2.5, "other", 4L], objects.To<object?>().ToArray());
        objects[0] = NdArray.Create(DType.Object);
        Assert.Null(objects.GetValue(0));
        objects[1..] = objects[..3];
        Assert.Equal([null, null, 2.5, "other"], objects.To<object?>().ToArray());
    }

    [Fact]
    public void CopyFrom_RecordsWithObjects_CopiesBytesAndReferences()
    {
        NdArray records = NdArray.Create(DType.Parse("[('n', '<i2'), ('o', 'O'), ('m', '<i4')]"), 3);
        records["n"].CopyFrom(NdArray.Create(new short[] { 1, 2, 3 }));
        records["o"].CopyFrom(NdArray.FromObjects(new object?[] { "a", "b", null }));
        records["m"].CopyFrom(NdArray.Create([10, 20, 30]));

        records[1..] = records[..2];

        Assert.Equal([1, 1, 2], records["n"].To<short>().ToArray());
        Assert.Equal(["a", "a", "b"], records["o"].To<object?>().ToArray());
        Assert.Equal([10, 10, 20], records["m"].To<int>().ToArray());
    }

    [Fact]
    public void CopyFrom_VariableStrings_KeepEmptyAndMissing()
    {
        NdArray texts = NdArray.FromObjects(new object?[] { "a", "", "c" }, DType.StringDType());

        texts[0] = texts[1];
        texts[2] = NdArray.Create(DType.StringDType());

        Assert.Equal(["", "", ""], texts.ToArray<string>());
    }

    [Fact]
    public void CopyFrom_ReadOnly_IsRefused()
    {
        NdArray<int> broadcast = NdArray.Create([1]).BroadcastTo(3);

        Assert.True(broadcast.IsReadOnly);
        Assert.True(broadcast[1..].IsReadOnly);
        Assert.True(broadcast.Transpose().Flip().Squeeze().ExpandDims(0).SwapAxes(0, 1).IsReadOnly);
        Assert.True(broadcast.ToNdArray().At(1).IsReadOnly);
        Assert.True(broadcast.Reshape(3, 1).IsReadOnly);
        Assert.True(broadcast.ToNdArray().View<float>().IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => broadcast[0] = 2);
        Assert.Throws<InvalidOperationException>(() => broadcast.Fill(2));
        Assert.Throws<InvalidOperationException>(() => broadcast.ToNdArray().Fill(2));
        Assert.Throws<InvalidOperationException>(() => broadcast[..2] = [1, 2]);
        Assert.False(broadcast.Copy().IsReadOnly);
        Assert.Equal([1, 1, 1], broadcast.ToArray());
    }

    [Fact]
    public void Fill_AnyDType_SetsEveryElement()
    {
        NdArray dates = NdArray.Create(DType.Parse("M8[D]"), 4);
        dates[1..3].Fill(new Datetime64(5, DatetimeUnit.Day));
        Assert.Equal([0, 5, 5, 0], dates.View<long>());
        NdArray texts = NdArray.Create(DType.Parse("U3"), 2, 2);
        texts[.., 0].Fill("abc");
        Assert.Equal(["abc", "", "abc", ""], texts.ToArray<string>());
        Assert.Throws<ArgumentException>(() => texts.Fill("abcd"));
        NdArray objects = NdArray.Create(DType.Object, 2);
        objects.Fill("text");
        objects.Set(1L, 0);
        Assert.Equal([1L, "text"], objects.To<object?>().ToArray());
        NdArray<double> doubles = NdArray.Create<double>(2, 3);
        doubles[.., Slice.Every(2)].Fill(1);
        doubles[1, ..].Fill(2);
        Assert.Equal([1, 0, 1, 2, 2, 2], doubles.ToArray());
        NdArray<int> swapped = NdArray.Create(DType.Parse(">i4"), 2).As<int>();
        swapped.Fill(7);
        Assert.Equal([0, 0, 0, 7, 0, 0, 0, 7], swapped.ToNdArray().ToBytes());
    }

    [Fact]
    public void Rows_OfAnyAxis_AreViews()
    {
        NdArray<int> grid = Grid;

        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], grid.Rows().Select(row => row.ToArray()));
        Assert.Equal([[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]], grid.Rows(-1).Select(row => row.ToArray()));
        foreach (NdArray<int> column in grid.Rows(1))
            column.Fill(1);
        Assert.All(grid, value => Assert.Equal(1, value));
        Assert.Equal(3, grid.ToNdArray().Rows().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.Rows(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.At(0, 0).Rows());
    }

    [Fact]
    public void GetRowSpan_ManyRows_AllocatesNothing()
    {
        NdArray<int> array = NdArray.Create<int>(2, 3, 4);
        int sum = array.GetRowSpan(1, 2)[0];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            sum += array.GetRowSpan(i % 2, i % 3)[0];
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(0, sum);
    }

    [Fact]
    public void GetRowSpan_ContiguousRow_IsInPlace()
    {
        int[,,] numbers = new int[2, 3, 4];
        NdArray<int> array = NdArray.FromArray(numbers).As<int>();
        numbers[1, 2, 3] = 7;

        Assert.Equal([0, 0, 0, 7], array.GetRowSpan(1, 2));
        Assert.Equal([0, 7], array[.., .., 2..].GetRowSpan(1, 2));
        Assert.Equal([7], array[.., .., 3..].Transpose(0, 2, 1)[1, .., 2..].GetRowSpan(0));
        Assert.Equal(4, array.At(0, 0).GetRowSpan().Length);
        Assert.Equal("An index of 1 number was given for a row of an array of shape (2, 3, 4); a row has one number for every axis but the last.", Assert.Throws<ArgumentException>(() => array.GetRowSpan(0).Length).Message);
        Assert.Equal("An array without axes has no rows: GetItem() returns its element.", Assert.Throws<ArgumentException>(() => array.At(0, 0, 0).GetRowSpan().Length).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.GetRowSpan(2, 0).Length);
        Assert.Throws<InvalidOperationException>(() => array.Transpose().GetRowSpan(0, 0).Length);
        Assert.Throws<InvalidOperationException>(() => NdArray.Create(DType.Parse(">i4"), 3).As<int>().GetRowSpan().Length);
        Assert.Throws<ArgumentException>(() => array.At(0, 0, 0).GetRowSpan().Length);
        Assert.True(NdArray.Create<int>(2, 0).GetRowSpan(1).IsEmpty);
    }

    [Fact]
    public void ReshapeView_NoView_IsRefused()
    {
        NdArray<int> grid = Grid;

        Assert.Equal([6, 2], grid.ReshapeView(6, -1).Shape.ToArray());
        Assert.Equal([12], grid.ToNdArray().ReshapeView([12]).Shape.ToArray());
        Assert.Equal(
            "No view of an array of shape (4, 3) and strides (4, 16) has shape (12,): Reshape copies the elements.",
            Assert.Throws<InvalidOperationException>(() => grid.Transpose().ReshapeView(12)).Message);
        Assert.Throws<ArgumentException>(() => grid.ReshapeView(5, -1));
    }

    /// <summary>A shape can be of int: the same views, with the same elements shared.</summary>
    [Fact]
    public void Views_OfShapesOfInt_AreThoseOfLong()
    {
        ReadOnlySpan<int> wide = [2, 3, 4], flat = [-1, 6];
        NdArray<int> grid = Grid;

        Assert.Equal([2, 3, 4], grid.BroadcastTo(wide).Shape.ToArray());
        Assert.Equal([0, 16, 4], grid.BroadcastTo(wide).Strides.ToArray());
        Assert.Equal([2, 3, 4], grid.ToNdArray().BroadcastTo(wide).Shape.ToArray());
        Assert.Equal([0, 16, 4], grid.ToNdArray().BroadcastTo(wide).Strides.ToArray());
        Assert.Equal([2, 6], grid.ReshapeView(flat).Shape.ToArray());
        Assert.Equal([2, 6], grid.ToNdArray().ReshapeView(flat).Shape.ToArray());
        grid.ReshapeView(flat)[1, 0] = 50;
        grid.ToNdArray().ReshapeView(flat).Set(60, 1, 1);
        Assert.Equal([50, 60], [grid[1, 2], grid[1, 3]]);
        Assert.Throws<InvalidOperationException>(() => grid.Transpose().ReshapeView((ReadOnlySpan<int>)[12]));
        Assert.Throws<InvalidOperationException>(() => grid.ToNdArray().Transpose().ReshapeView((ReadOnlySpan<int>)[12]));
        Assert.Equal([12], grid.Transpose().Reshape((ReadOnlySpan<int>)[12]).Shape.ToArray());
        Assert.Equal([12], grid.ToNdArray().Transpose().Reshape((ReadOnlySpan<int>)[12]).Shape.ToArray());
        Assert.Throws<ArgumentException>(() => grid.BroadcastTo((ReadOnlySpan<int>)[4]));
        Assert.Throws<ArgumentException>(() => grid.ToNdArray().BroadcastTo((ReadOnlySpan<int>)[4]));
    }

    [Fact]
    public void Axes_Wrong_AreRefused()
    {
        Assert.Equal("Axis 0 of an array of shape (3, 4) does not have length 1, so it cannot be removed.", Assert.Throws<ArgumentException>(() => Grid.Squeeze(0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.Flip(2));
        Assert.Throws<ArgumentException>(() => Grid.Flip(0, -2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.SwapAxes(0, -3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.ExpandDims(3));
        Assert.Throws<ArgumentException>(() => Grid.BroadcastTo(4));
        Assert.Throws<ArgumentException>(() => Grid.BroadcastTo(6, 4));
        Assert.Throws<ArgumentException>(() => Grid.BroadcastTo(-1, 3, 4));
    }

    /// <summary>A stride that is multiplied past 2^63 belongs to an axis of one position.</summary>
    [Fact]
    public void Index_HugeSteps_KeepTheFirst()
    {
        NdArray<int> step = Grid[Slice.Every(long.MaxValue), Slice.Every(long.MinValue)];

        Assert.Equal([3], step.ToArray());
        Assert.Equal([1, 1], step.Shape.ToArray());
        Assert.Equal([3], step.Copy().ToArray());
        Assert.Equal([3, 0, 0, 0], step.ToNdArray().ToBytes());
    }

    [Fact]
    public void Create_ValuesAndShape_IsTheirArray()
    {
        NdArray<double> fromCollection = [1, 2.5, 3];
        NdArray<string> texts = ["a", "bc"];
        NdArray<int> empty = [];

        Assert.Equal([3], fromCollection.Shape.ToArray());
        Assert.Equal("<U2", texts.DType.Descr.Trim('\''));
        Assert.Equal(0, empty.Count);
        Assert.Equal([2, 3], NdArray.Create([1, 2, 3, 4, 5, 6], 2, 3).Shape.ToArray());
        Assert.Equal([3, 2], NdArray.Create([1L, 2, 3, 4, 5, 6], 3, -1).Shape.ToArray());
        Assert.Throws<ArgumentException>(() => NdArray.Create([1, 2, 3], 2, 2));
        Assert.Equal([1, 2, 3], NdArray.Create<double>([1, 2, 3]).ToArray());
        Assert.Equal([2, 3], NdArray.Create<long>(2, 3).Shape.ToArray());
        int[] source = [1, 2];
        NdArray<int> copy = NdArray.Create<int>(source.AsSpan(), 2);
        source[0] = 9;
        Assert.Equal(1, copy[0]);
    }

    private static int[][] RowsOf(NdArray<int> array) => [.. array.Rows().Select(row => row.ToArray())];
}
