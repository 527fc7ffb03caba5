using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Long doubles.</summary>
internal readonly struct LongDoubleRule : INumberRule<LongDouble, LongDouble, LongDouble>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal LongDouble LeastDesired { get; init; }

    public bool IsNaN(LongDouble value) => LongDouble.IsNaN(value);

    public bool IsInfinity(LongDouble value) => LongDouble.IsInfinity(value);

    public bool IsZero(LongDouble value) => LongDoubleCasts.IsZero(value);

    public bool AreEqual(LongDouble actual, LongDouble desired) => actual == desired;

    public bool IsWithin(LongDouble actual, LongDouble desired, Tolerance tolerance) => Distance(actual, desired) <= tolerance.At(LongDoubleMath.Abs(desired));

    public bool AreSurelyClose(ReadOnlySpan<LongDouble> actual, ReadOnlySpan<LongDouble> desired, Tolerance tolerance, NaNRule nan) =>
        (nan == NaNRule.EqualsNaN && MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(desired)))
        || (tolerance.Type == NumberType.LongDouble && AreCloseAsDoubles(actual, desired, tolerance));

    public LongDouble Distance(LongDouble actual, LongDouble desired) => LongDoubleMath.Abs(LongDoubleMath.Subtract(actual, desired));

    public LongDouble Ratio(LongDouble distance, LongDouble desired) => LongDoubleMath.Divide(distance, desired == LeastDesired ? desired : LongDoubleMath.Abs(desired));

    public LongDouble Greater(LongDouble one, LongDouble other) => LongDoubleMath.Greater(one, other);

    /// <summary>Whether numbers that were rounded to doubles are close, whatever the rounding; computing with long doubles takes a hundred times as long.</summary>
    internal static bool IsCloseAsDoubles(double distance, double actual, double desired, Tolerance tolerance)
    {
        // More than all roundings together, each of half a unit in the last place.
        const double rounding = 1.0 / (1L << 48);

        // Far from where doubles overflow or lose digits.
        bool isNormal = actual is > 1e-290 and < 1e290 && desired is > 1e-290 and < 1e290;
        return isNormal && distance + (actual + desired) * rounding <= tolerance.Absolute + tolerance.Relative * desired;
    }

    private static bool AreCloseAsDoubles(ReadOnlySpan<LongDouble> actual, ReadOnlySpan<LongDouble> desired, Tolerance tolerance)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] == desired[i])
                continue;
            double x = (double)actual[i], y = (double)desired[i];
            if (!IsCloseAsDoubles(Math.Abs(x - y), Math.Abs(x), Math.Abs(y), tolerance))
                return false;
        }

        return true;
    }
}
