using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Complex numbers of two long doubles.</summary>
internal readonly struct ComplexLongDoubleRule : INumberRule<ComplexLongDouble, LongDouble, LongDouble>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal LongDouble LeastDesired { get; init; }

    /// <summary>The float type of the desired dtype, in which NumPy computes the absolute value of a complex number.</summary>
    internal NumberType DesiredPart { get; init; }

    public bool IsNaN(ComplexLongDouble value) => LongDouble.IsNaN(value.Real) || LongDouble.IsNaN(value.Imaginary);

    public bool IsInfinity(ComplexLongDouble value) => LongDouble.IsInfinity(value.Real) || LongDouble.IsInfinity(value.Imaginary);

    public bool IsZero(ComplexLongDouble value) => LongDoubleCasts.IsZero(value.Real) && LongDoubleCasts.IsZero(value.Imaginary);

    public bool AreEqual(ComplexLongDouble actual, ComplexLongDouble desired) => actual == desired;

    public bool IsWithin(ComplexLongDouble actual, ComplexLongDouble desired, Tolerance tolerance) => Distance(actual, desired) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<ComplexLongDouble> actual, ReadOnlySpan<ComplexLongDouble> desired, Tolerance tolerance, NaNRule nan) =>
        (nan == NaNRule.EqualsNaN && MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(desired)))
        || (tolerance.Type == NumberType.LongDouble && AreCloseAsDoubles(actual, desired, tolerance));

    public LongDouble Distance(ComplexLongDouble actual, ComplexLongDouble desired) =>
        LongDoubleMath.Hypotenuse(LongDoubleMath.Subtract(actual.Real, desired.Real), LongDoubleMath.Subtract(actual.Imaginary, desired.Imaginary));

    public LongDouble Ratio(LongDouble distance, ComplexLongDouble desired) =>
        LongDoubleMath.Divide(distance, desired.Real == LeastDesired && !LongDoubleCasts.IsZero(LeastDesired) ? LeastDesired : DesiredLength(desired));

    public LongDouble Greater(LongDouble one, LongDouble other) => LongDoubleMath.Greater(one, other);

    private static bool AreCloseAsDoubles(ReadOnlySpan<ComplexLongDouble> actual, ReadOnlySpan<ComplexLongDouble> desired, Tolerance tolerance)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] == desired[i])
                continue;
            double x = (double)actual[i].Real, ix = (double)actual[i].Imaginary, y = (double)desired[i].Real, iy = (double)desired[i].Imaginary;
            if (!LongDoubleRule.IsCloseAsDoubles(double.Hypot(x - y, ix - iy), double.Hypot(x, ix), double.Hypot(y, iy), tolerance))
                return false;
        }

        return true;
    }

    private LongDouble DesiredLength(ComplexLongDouble value) => DesiredPart switch
    {
        NumberType.Float32 => (float)Length(value),
        NumberType.Float64 => (double)Length(value),
        _ => Length(value),
    };

    private static LongDouble Length(ComplexLongDouble value) => LongDoubleMath.Hypotenuse(value.Real, value.Imaginary);
}
