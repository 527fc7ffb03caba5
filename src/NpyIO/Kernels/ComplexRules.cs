using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Complex numbers of two floats. Their distance is the hypotenuse of both parts' differences.</summary>
internal readonly struct Complex64Rule : INumberRule<Complex64, float, float>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal float LeastDesired { get; init; }

    public bool IsNaN(Complex64 value) => float.IsNaN(value.Real) || float.IsNaN(value.Imaginary);

    public bool IsInfinity(Complex64 value) => float.IsInfinity(value.Real) || float.IsInfinity(value.Imaginary);

    public bool IsZero(Complex64 value) => value == default;

    public bool AreEqual(Complex64 actual, Complex64 desired) => actual == desired;

    public bool IsWithin(Complex64 actual, Complex64 desired, Tolerance tolerance) => Distance(actual, desired) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<Complex64> actual, ReadOnlySpan<Complex64> desired, Tolerance tolerance, NaNRule nan) =>
        CloseKernels.AreClose(MemoryMarshal.Cast<Complex64, float>(actual), MemoryMarshal.Cast<Complex64, float>(desired), 0, 0, NaNRule.EqualsNothing);

    public float Distance(Complex64 actual, Complex64 desired) => Length(actual - desired);

    public float Ratio(float distance, Complex64 desired) => desired.Real == LeastDesired && LeastDesired != 0 ? -distance / Length(desired) : distance / Length(desired);

    public float Greater(float one, float other) => Math.Max(one, other);

    // As the C library computes it.
    private static float Length(Complex64 value) => (float)Math.Sqrt((double)value.Real * value.Real + (double)value.Imaginary * value.Imaginary);
}

/// <summary>Complex numbers of two doubles.</summary>
internal readonly struct Complex128Rule : INumberRule<Complex, double, double>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal double LeastDesired { get; init; }

    public bool IsNaN(Complex value) => double.IsNaN(value.Real) || double.IsNaN(value.Imaginary);

    public bool IsInfinity(Complex value) => double.IsInfinity(value.Real) || double.IsInfinity(value.Imaginary);

    public bool IsZero(Complex value) => value == default;

    public bool AreEqual(Complex actual, Complex desired) => actual == desired;

    public bool IsWithin(Complex actual, Complex desired, Tolerance tolerance) => Distance(actual, desired) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<Complex> actual, ReadOnlySpan<Complex> desired, Tolerance tolerance, NaNRule nan) =>
        CloseKernels.AreClose(MemoryMarshal.Cast<Complex, double>(actual), MemoryMarshal.Cast<Complex, double>(desired), 0, 0, NaNRule.EqualsNothing);

    public double Distance(Complex actual, Complex desired) => Length(actual - desired);

    public double Ratio(double distance, Complex desired) => desired.Real == LeastDesired && LeastDesired != 0 ? -distance / Length(desired) : distance / Length(desired);

    public double Greater(double one, double other) => Math.Max(one, other);

    private static double Length(Complex value) => double.Hypot(value.Real, value.Imaginary);
}

/// <summary>Complex numbers of two long doubles.</summary>
internal readonly struct ComplexLongDoubleRule : INumberRule<ComplexLongDouble, LongDouble, LongDouble>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal LongDouble LeastDesired { get; init; }

    public bool IsNaN(ComplexLongDouble value) => LongDouble.IsNaN(value.Real) || LongDouble.IsNaN(value.Imaginary);

    public bool IsInfinity(ComplexLongDouble value) => LongDouble.IsInfinity(value.Real) || LongDouble.IsInfinity(value.Imaginary);

    public bool IsZero(ComplexLongDouble value) => LongDoubleCasts.IsZero(value.Real) && LongDoubleCasts.IsZero(value.Imaginary);

    public bool AreEqual(ComplexLongDouble actual, ComplexLongDouble desired) => actual == desired;

    public bool IsWithin(ComplexLongDouble actual, ComplexLongDouble desired, Tolerance tolerance) => Distance(actual, desired) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<ComplexLongDouble> actual, ReadOnlySpan<ComplexLongDouble> desired, Tolerance tolerance, NaNRule nan) =>
        nan == NaNRule.EqualsNaN && MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(desired));

    public LongDouble Distance(ComplexLongDouble actual, ComplexLongDouble desired) =>
        LongDoubleMath.Hypotenuse(LongDoubleMath.Subtract(actual.Real, desired.Real), LongDoubleMath.Subtract(actual.Imaginary, desired.Imaginary));

    public LongDouble Ratio(LongDouble distance, ComplexLongDouble desired) =>
        LongDoubleMath.Divide(distance, desired.Real == LeastDesired && !LongDoubleCasts.IsZero(LeastDesired) ? LeastDesired : Length(desired));

    public LongDouble Greater(LongDouble one, LongDouble other) => LongDoubleMath.Greater(one, other);

    private static LongDouble Length(ComplexLongDouble value) => LongDoubleMath.Hypotenuse(value.Real, value.Imaginary);
}
