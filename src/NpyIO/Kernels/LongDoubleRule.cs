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
        nan == NaNRule.EqualsNaN && MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(desired));

    public LongDouble Distance(LongDouble actual, LongDouble desired) => LongDoubleMath.Abs(LongDoubleMath.Subtract(actual, desired));

    public LongDouble Ratio(LongDouble distance, LongDouble desired) => LongDoubleMath.Divide(distance, desired == LeastDesired ? desired : LongDoubleMath.Abs(desired));

    public LongDouble Greater(LongDouble one, LongDouble other) => LongDoubleMath.Greater(one, other);
}
