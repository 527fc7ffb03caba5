using Xunit;

namespace NpyIO.Tests.Arrays.Comparing;

/// <summary><see cref="NdArray.Compare"/>: what is found, beside the message, which the golden tests compare with NumPy's.</summary>
public class CompareTests
{
    [Fact]
    public void Compare_EqualArrays_IsEmpty()
    {
        ArrayDifference difference = NdArray.Compare(new double[] { 1, 2, double.NaN }, new double[] { 1, 2, double.NaN });

        Assert.True(difference.IsEmpty);
        Assert.Equal(DifferenceKinds.None, difference.Kinds);
        Assert.Equal(3, difference.Count);
        Assert.Equal(0, difference.MismatchCount);
        Assert.Equal(0, difference.MismatchShare);
        Assert.Empty(difference.FirstMismatches);
        Assert.Null(difference.MaxAbsoluteDifference);
        Assert.Equal("", difference.ToString());
    }

    [Fact]
    public void Compare_OtherValues_HasFigures()
    {
        ArrayDifference difference = NdArray.Compare(new double[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 1, 2 }, { 4, 8 } });

        Assert.Equal(DifferenceKinds.Value, difference.Kinds);
        Assert.Equal(2, difference.MismatchCount);
        Assert.Equal(0.5, difference.MismatchShare);
        Assert.Equal(4, difference.MaxAbsoluteDifference);
        Assert.Equal(0.5, difference.MaxRelativeDifference);
        Assert.Equal([1, 0], difference.FirstMismatches[0].Index);
        Assert.Equal(3.0, difference.FirstMismatches[0].Actual);
        Assert.Equal(4.0, difference.FirstMismatches[0].Desired);
        Assert.Equal("[1, 1]: 4.0 (ACTUAL), 8.0 (DESIRED)", difference.FirstMismatches[1].ToString());
    }
}
