using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Arrays of one type from CLR arrays, rectangular and jagged.</summary>
public sealed class FromArrayTests
{
    [Fact]
    public void FromArray_EveryRank_IsTypedAndShares()
    {
        double[] line = [1, 2];
        double[,] matrix = { { 1, 2 }, { 3, 4 } };
        double[,,] cube = { { { 1, 2 } }, { { 3, 4 } } };
        double[,,,] hyper = { { { { 1 } } }, { { { 2 } } } };

        NdArray<double> first = NdArray.FromArray(line), second = NdArray.FromArray(matrix), third = NdArray.FromArray(cube), fourth = NdArray.FromArray(hyper);
        first[1] = second[1, 0] = third[1, 0, 1] = 9;
        fourth[[1, 0, 0, 0]] = 9;

        Assert.Equal((9, 9, 9, 9), (line[1], matrix[1, 0], cube[1, 0, 1], hyper[1, 0, 0, 0]));
        Assert.Equal([2L, 1, 2], third.Shape);
        Assert.Equal([2L, 1, 1, 1], fourth.Shape);
        Assert.Equal([1, 2, 9, 4], second.AsSpan());
        Assert.Equal([1, 9, 2, 4], second.Transpose().ToArray());
    }

    [Fact]
    public void FromArray_WhereAnNdArrayIsExpected_IsOne()
    {
        NdArray array = NdArray.FromArray(new[,] { { 1, 2 } });
        (string, NdArray) named = ("x", NdArray.FromArray(new[] { "a", "bc" }));

        Assert.Equal("NdArray(int32, (1, 2))", array.Summary);
        Assert.Equal("NdArray(<U2, (2,))", named.Item2.Summary);
        Assert.Equal([1, 2], Npz.Load(Npz.Save(("y", NdArray.FromArray(new[] { 1, 2 }))))["y"].ToArray<int>());
    }

    [Fact]
    public void ImplicitConversion_Rectangles_Share()
    {
        int[,] matrix = { { 1, 2 }, { 3, 4 } };
        int[,,] cube = { { { 5, 6 } } };
        NdArray<int> first = matrix, second = cube;

        first[0, 1] = 7;

        Assert.Equal(7, matrix[0, 1]);
        Assert.Equal([1L, 1, 2], second.Shape);
        Assert.Equal([5, 6], second.AsSpan());
        Assert.Throws<ArgumentNullException>(() => (NdArray<int>)(int[,])null!);
        Assert.Throws<ArgumentNullException>(() => (NdArray<int>)(int[,,])null!);
        Assert.Throws<ArgumentNullException>(() => (NdArray<int>)(int[])null!);
    }

    [Fact]
    public void FromArray_ValuesWithoutBytes_HaveTheirDType()
    {
        Assert.Equal("NdArray<string>(<U3, (1, 2))", NdArray.FromArray(new[,] { { "abc", "" } }).Summary);
        Assert.Equal("NdArray<Datetime64>(datetime64[D], (1,))", NdArray.FromArray(new[] { new Datetime64(1, DatetimeUnit.Day) }).Summary);
        Assert.Equal("NdArray<object>(object, (1, 1, 2))", NdArray.FromArray(new object?[,,] { { { 1L, null } } }).Summary);
        Assert.Equal("abc", NdArray.FromArray(new[,] { { "abc", "" } })[0, 0]);
        Assert.Null(NdArray.FromArray(new object?[,,] { { { 1L, null } } })[0, 0, 1]);
        Assert.Equal("NdArray<DayOfWeek>(int32, (1,))", NdArray.FromArray(new[] { DayOfWeek.Friday }).Summary);
        Assert.Equal("'<U1'", NdArray.FromArray(Array.Empty<string>()).DType.Descr);
    }

    /// <summary>The array could hold any object, and its memory only text.</summary>
    [Fact]
    public void FromArray_OfADerivedClass_IsCopied()
    {
        object[] line = new string[] { "a", "b" };
        object[,] matrix = new string[,] { { "a", "b" } };

        NdArray<object> array = NdArray.FromArray(line), second = NdArray.FromArray(matrix), converted = line;
        array[0] = 5;
        second[0, 1] = 6;
        converted[1] = 7;

        Assert.Equal(["a", "b"], line);
        Assert.Equal("b", matrix[0, 1]);
        Assert.Equal([5, "b"], array.ToArray());
        Assert.Equal(["a", 6], second.ToArray());
        Assert.Equal(["a", 7], converted.ToArray());
        Assert.Equal(DType.Object, second.DType);
    }

    [Fact]
    public void FromArray_OfTheOtherSign_HasTheStaticType()
    {
        uint[] numbers = (uint[])(object)new int[] { -1, 2 };

        NdArray<uint> array = NdArray.FromArray(numbers);

        Assert.Equal(DType.UInt32, array.DType);
        Assert.Equal(uint.MaxValue, array[0]);
        Assert.Equal([uint.MaxValue, 2], array.AsMemory().ToArray());
        Assert.Equal(DType.Int32, NdArray.FromArray((Array)numbers).DType);
    }

    [Fact]
    public void FromArray_WithoutADType_SaysWhatToUse()
    {
        Assert.Equal(
            "There is no NumPy dtype for int[]; use a rectangular array such as double[,], NdArray.FromJagged for rows of equal lengths, or NdArray.FromObjects for an array of arrays.",
            Assert.Throws<InvalidCastException>(() => NdArray.FromArray(new int[2][])).Message);
        Assert.Equal("There is no NumPy dtype for Guid; View<Guid>() sees the elements of an array as structs, such as (n, 3) floats as (n,) of Vector3.", Assert.Throws<InvalidCastException>(() => NdArray.FromArray(new Guid[1, 1])).Message);
        Assert.StartsWith("The text at index 1 is null", Assert.Throws<ArgumentException>(() => NdArray.FromArray(new string?[,] { { "a", null } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJagged_EqualLengths_AreCopied()
    {
        int[][] rows = [[1, 2, 3], [4, 5, 6]];
        NdArray<int> array = NdArray.FromJagged(rows);
        rows[0][0] = 9;

        Assert.Equal([2L, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.AsSpan());
        Assert.Equal([2L, 1, 2], NdArray.FromJagged(new int[][][] { [[1, 2]], [[3, 4]] }).Shape);
        Assert.Equal([1, 2, 3, 4], NdArray.FromJagged(new int[][][] { [[1, 2]], [[3, 4]] }).AsSpan());
        Assert.Equal(rows, NdArray.FromJagged(rows).ToJagged());
        Assert.Equal("NdArray<string>(<U2, (2, 1))", NdArray.FromJagged(new string[][] { ["a"], ["bc"] }).Summary);
        Assert.Equal([1, "b"], NdArray.FromJagged(new object[][] { [1], new string[] { "b" } }).ToArray());
    }

    /// <summary>As <c>np.array([[], []]).shape</c>; NumPy drops the axes that nothing tells it about.</summary>
    /// <summary>Also the first, whose length is that of all.</summary>
    [Fact]
    public void FromJagged_NullRows_AreNamed()
    {
        Assert.Equal("The row at index (0,) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][] { null!, [1] })));
        Assert.Equal("The row at index (1,) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][] { [1], null! })));
        Assert.Equal("The row at index (0,) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][][] { null!, [[1]] })));
        Assert.Equal("The row at index (0, 0) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][][] { [null!, [1]] })));
        Assert.Equal("The row at index (1, 0) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][][] { [[1]], [null!] })));

        static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void FromJagged_WithoutElements_HasTheLengthsThatAreKnown()
    {
        Assert.Equal([0L, 0], NdArray.FromJagged(Array.Empty<int[]>()).Shape);
        Assert.Equal([2L, 0], NdArray.FromJagged(new int[][] { [], [] }).Shape);
        Assert.Equal([0L, 0, 0], NdArray.FromJagged(Array.Empty<int[][]>()).Shape);
        Assert.Equal([2L, 0, 0], NdArray.FromJagged(new int[][][] { [], [] }).Shape);
        Assert.Equal([1L, 2, 0], NdArray.FromJagged(new int[][][] { [[], []] }).Shape);
    }

    [Fact]
    public void FromJagged_Ragged_NamesTheFirstRowThatDiffers()
    {
        const string Advice = "; an array has rows of one length, so fill up the shorter ones, or make an array of Python objects of them with NdArray.FromObjects.";

        Assert.Equal("The row at index (1,) has 1 elements, the first one 2" + Advice, Refusal(() => NdArray.FromJagged(new int[][] { [1, 2], [3], [] })));
        Assert.Equal("The row at index (2,) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][] { [1], [3], null! })));
        Assert.Equal("The row at index (0,) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][] { null!, [3] })));
        Assert.Equal("The row at index (1, 1) has 2 elements, the first one 1" + Advice, Refusal(() => NdArray.FromJagged(new int[][][] { [[1], [2]], [[3], [4, 5]] })));
        Assert.Equal("The row at index (1,) has 1 rows, the first one 2" + Advice, Refusal(() => NdArray.FromJagged(new int[][][] { [[1], [2]], [[3]] })));
        Assert.Equal("The row at index (1,) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][][] { [[1], [2]], null! })));
        Assert.Equal("The row at index (0, 1) is null; a row without elements is an empty array.", Refusal(() => NdArray.FromJagged(new int[][][] { [[1], null!] })));
        Assert.Throws<ArgumentNullException>(() => NdArray.FromJagged((int[][])null!));
        Assert.Throws<ArgumentNullException>(() => NdArray.FromJagged((int[][][])null!));
        Assert.Throws<InvalidCastException>(() => NdArray.FromJagged(new Guid[][] { [default] }));
    }

    private static string Refusal(Func<object> action) => Assert.Throws<ArgumentException>(action).Message;
}
