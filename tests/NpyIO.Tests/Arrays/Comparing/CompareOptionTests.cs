using Xunit;

namespace NpyIO.Tests.Arrays.Comparing;

/// <summary>What decides whether two elements are equal, for every kind of element and wherever it lies.</summary>
public sealed class CompareOptionTests
{
    private static readonly CompareOptions NoNaN = new() { EqualNaN = false };

    /// <summary>NaN and NaT beside themselves: the same memory, a copy, and in records, sub-arrays and among objects.</summary>
    [Theory]
    [InlineData("<f2", "nan")]
    [InlineData("<f4", "nan")]
    [InlineData(">f8", "nan")]
    [InlineData("<f16", "nan")]
    [InlineData("<c8", "nan")]
    [InlineData(">c16", "nan")]
    [InlineData("<c32", "nan")]
    [InlineData("<M8[s]", "nat")]
    [InlineData(">m8[D]", "nat")]
    public void Compare_MissingValues_AreEqualUnlessTheOptionsSayOtherwise(string text, string missing)
    {
        DType dtype = DType.Parse(text);
        NdArray array = NdArray.FromArray(new[] { 0, missing == "nan" ? double.NaN : 0, 0 }).To(missing == "nan" ? dtype : DType.Parse("<f8"), Casting.Unsafe);
        if (missing == "nat")
        {
            array = NdArray.Create(dtype, 3);
            array.View(DType.Parse("i8").WithByteOrder(dtype.ByteOrder)).Set(long.MinValue, 1);
        }

        NdArray nested = NdArray.FromColumns(("id", new[] { 1, 2, 3 }), ("x", array));
        NdArray pairs = NdArray.Create(DType.Parse($"[('id', 'i4'), ('x', '{text}', (2,))]"), 3);
        pairs["x"][Slice.All, Slice.At(1)].CopyFrom(array);
        NdArray deep = NdArray.FromColumns(("r", nested), ("id", new[] { 1, 2, 3 }));
        foreach (NdArray actual in (NdArray[])[array, nested, pairs, deep, array.Reshape(3, 1), nested[Slice.Every(-1)]])
        {
            foreach (NdArray desired in (NdArray[])[actual, actual.Copy(), actual.Copy(Order.Fortran)])
            {
                Assert.True(NdArray.Compare(actual, desired).IsEmpty);
                Assert.Equal(1, NdArray.Compare(actual, desired, NoNaN).MismatchCount);
                Assert.Equal(1, NdArray.Compare(actual, desired, new CompareOptions { EqualNaN = false, Rtol = 1e-3, Atol = 1 }).MismatchCount);
            }
        }
    }

    /// <summary>A difference of exactly the tolerance is close, a little more is not: alone, in rows long enough for vectors, and in records.</summary>
    [Theory]
    [InlineData("i1")]
    [InlineData("u1")]
    [InlineData("<i2")]
    [InlineData(">u2")]
    [InlineData("<i4")]
    [InlineData("<u4")]
    [InlineData(">i8")]
    [InlineData("<u8")]
    [InlineData("<f2")]
    [InlineData("<f4")]
    [InlineData(">f8")]
    [InlineData("<f16")]
    [InlineData("<c8")]
    [InlineData("<c16")]
    [InlineData(">c32")]
    public void Compare_DifferenceOfTheTolerance_IsClose(string text)
    {
        DType dtype = DType.Parse(text);
        foreach (int count in (int[])[1, 7, 100])
        {
            NdArray actual = Of(count, 12), desired = Of(count, 8);
            foreach ((NdArray left, NdArray right) in ((NdArray, NdArray)[])[(actual, desired), (NdArray.FromColumns(("x", actual)), NdArray.FromColumns(("x", desired))), (actual[Slice.Every(-1)], desired[Slice.Every(-1)])])
            {
                Assert.True(NdArray.Compare(left, right, new CompareOptions { Atol = 4 }).IsEmpty);
                Assert.True(NdArray.Compare(right, left, new CompareOptions { Atol = 4 }).IsEmpty);
                Assert.True(NdArray.Compare(left, right, new CompareOptions { Rtol = 0.5 }).IsEmpty);
                Assert.True(NdArray.Compare(left, right, new CompareOptions { Rtol = 0.25, Atol = 2 }).IsEmpty);
                Assert.Equal(1, NdArray.Compare(left, right, new CompareOptions { Atol = 3.99 }).MismatchCount);
                Assert.Equal(1, NdArray.Compare(right, left, new CompareOptions { Atol = 3.99 }).MismatchCount);
                Assert.Equal(1, NdArray.Compare(left, right, new CompareOptions { Rtol = 0.499 }).MismatchCount);
                Assert.Equal(1, NdArray.Compare(right, left, new CompareOptions { Rtol = 0.25, Atol = 0.499 }).MismatchCount);
            }
        }

        NdArray Of(int count, int last) => NdArray.FromArray([.. Enumerable.Repeat(5, count - 1), last]).To(dtype, Casting.Unsafe);
    }

    /// <summary>Every byte but 0 is true, as in NumPy.</summary>
    [Fact]
    public void Compare_BoolsOfOtherBytes_AreComparedByTruth()
    {
        NdArray actual = NdArray.FromBuffer((byte[])[0, 1, 2, 255, 1, 0], DType.Bool), desired = NdArray.FromBuffer((byte[])[0, 2, 1, 1, 0, 3], DType.Bool);
        NdArray numbers = NdArray.FromArray(new[] { 0, 1, 1, 1, 1, 0 });

        ArrayDifference difference = NdArray.Compare(actual, desired);

        Assert.Equal(2, difference.MismatchCount);
        Assert.Equal(2, NdArray.Compare(NdArray.FromColumns(("b", actual)), NdArray.FromColumns(("b", desired))).MismatchCount);
        Assert.True(NdArray.Compare(actual, numbers, new CompareOptions { Strict = false }).IsEmpty);
        Assert.True(NdArray.Compare(numbers, actual, new CompareOptions { Strict = false }).IsEmpty);
        Assert.True(actual[new Slice(0, 4)].Equals(desired[new Slice(0, 4)]));
        Assert.False(actual.Equals(desired));
    }
}
