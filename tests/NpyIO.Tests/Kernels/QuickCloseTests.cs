using NpyIO.Arrays.Comparing;
using NpyIO.Kernels;
using Xunit;

namespace NpyIO.Tests.Kernels;

/// <summary>What the quick tests of closeness call close is so by the slow rule; and they do call close what is clearly so.</summary>
public class QuickCloseTests
{
    private static readonly double[] Edges = [0, -0.0, 1, -1, 1e-320, 1e-300, 3e-290, 1e300, double.MaxValue, double.PositiveInfinity, double.NaN, 0.1, 12345.678, 1 << 20, 1L << 53, 1L << 60];

    private static readonly double[] Tolerances = [0, 1e-300, 1e-20, 1e-16, 1e-15, 1e-9, 1e-5, 0.5, 10, double.PositiveInfinity];

    [Fact]
    public void AreSurelyClose_OfLongDoubles_IsNeverWrong()
    {
        var random = new Random(5);
        int close = 0;
        for (int i = 0; i < 40_000; i++)
        {
            LongDouble desired = Any(random), actual = random.Next(4) == 0 ? Any(random) : Near(desired, random);
            var tolerance = new Tolerance(Tolerances[random.Next(Tolerances.Length)], Tolerances[random.Next(Tolerances.Length)], NumberType.LongDouble);
            LongDoubleRule rule = default;
            if (!rule.AreSurelyClose([actual], [desired], tolerance, NaNRule.EqualsNothing))
                continue;
            close++;
            Assert.True(rule.AreEqual(actual, desired) || rule.IsWithin(actual, desired, tolerance), $"{actual} is not within {tolerance} of {desired}");
        }

        Assert.InRange(close, 5_000, 30_000);
    }

    [Theory]
    [InlineData(1e-9, true)]
    [InlineData(1e-4, false)]
    public void AreSurelyClose_OfLongDoubles_KnowsWhatIsClear(double distance, bool isClose)
    {
        LongDouble[] desired = [1, -5, 1e20, 1e-20];
        LongDouble[] actual = [.. desired.Select(value => LongDoubleMath.Multiply(value, LongDoubleMath.Add(1, distance)))];

        Assert.Equal(isClose, default(LongDoubleRule).AreSurelyClose(actual, desired, new Tolerance(1e-6, 0, NumberType.LongDouble), NaNRule.EqualsNothing));
    }

    [Theory]
    [InlineData((1L << 53) - 1, true)]
    [InlineData(-(1L << 53) + 1, true)]
    [InlineData(1L << 53, false)]
    [InlineData(-(1L << 53), false)]
    [InlineData(long.MinValue, false)]
    public void SmallIntegers_AreTestedAsDoubles_UpToWhatDoublesHold(long largest, bool isSure)
    {
        long[] integers = [.. Enumerable.Range(0, 100), largest];
        double[] floats = [.. integers];

        Assert.Equal(isSure, IsSure(integers, floats));
        Assert.Equal(isSure, IsSure(floats, integers));
        Assert.True(NdArray.ArrayEqual(integers, floats));
        floats[3] += 1;
        Assert.False(IsSure(integers, floats));
        Assert.False(NdArray.ArrayEqual(integers, floats));
    }

    private static bool IsSure(NdArray actual, NdArray desired) =>
        SmallIntegerTest.Of(NumberTypes.Of(actual.DType), NumberTypes.Of(desired.DType))!
            .AreSurelyClose(new ComparedPart(actual, desired, actual.Layout), new Tolerance(0, 0, NumberType.Float64), NaNRule.EqualsNothing);

    private static LongDouble Any(Random random) =>
        LongDoubleMath.Multiply(Edges[random.Next(Edges.Length)], LongDoubleMath.Multiply(random.NextDouble() - 0.5, random.Next(6) == 0 ? (LongDouble)1e-300 : 1));

    private static LongDouble Near(LongDouble value, Random random)
    {
        double[] distances = [0, 1e-19, 1.1e-16, 1e-15, 0.99999e-9, 1e-9, 1.00001e-5, 0.5, 2];
        return LongDoubleMath.Multiply(value, LongDoubleMath.Add(1, LongDoubleMath.Multiply(distances[random.Next(distances.Length)], random.Next(2) == 0 ? 1 : -1)));
    }
}
