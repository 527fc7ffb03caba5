using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Complex numbers of two doubles.</summary>
internal readonly struct Complex128Rule : INumberRule<Complex, double, double>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal double LeastDesired { get; init; }

    /// <summary>The float type of the desired dtype, in which NumPy computes the absolute value of a complex number.</summary>
    internal NumberType DesiredPart { get; init; }

    public bool IsNaN(Complex value) => double.IsNaN(value.Real) || double.IsNaN(value.Imaginary);

    public bool IsInfinity(Complex value) => double.IsInfinity(value.Real) || double.IsInfinity(value.Imaginary);

    public bool IsZero(Complex value) => value == default;

    public bool AreEqual(Complex actual, Complex desired) => actual == desired;

    public bool IsWithin(Complex actual, Complex desired, Tolerance tolerance) => Distance(actual, desired) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<Complex> actual, ReadOnlySpan<Complex> desired, Tolerance tolerance, NaNRule nan) =>
        CloseKernels.AreClose(MemoryMarshal.Cast<Complex, double>(actual), MemoryMarshal.Cast<Complex, double>(desired), 0, 0, NaNRule.EqualsNothing);

    public double Distance(Complex actual, Complex desired) => Length(actual - desired);

    public double Ratio(double distance, Complex desired) => desired.Real == LeastDesired && LeastDesired != 0 ? distance / LeastDesired : distance / (DesiredPart == NumberType.Float32 ? (float)Length(desired) : Length(desired));

    public double Greater(double one, double other) => Math.Max(one, other);

    private static double Length(Complex value) => double.Hypot(value.Real, value.Imaginary);
}
