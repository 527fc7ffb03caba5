using System.Numerics;

namespace NpyIO.Kernels;

/// <summary>Integers of 64 bits beside floats, complex numbers or integers of the other sign. Differences are measured in doubles, as NumPy does.</summary>
internal readonly struct ExactRule : INumberRule<ExactNumber, double, double>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal double LeastDesired { get; init; }

    /// <summary>The float type of the desired dtype, in which NumPy computes the absolute value of a complex number.</summary>
    internal NumberType DesiredPart { get; init; }

    public bool IsNaN(ExactNumber value) => double.IsNaN(value.Rounded.Real) || double.IsNaN(value.Rounded.Imaginary);

    public bool IsInfinity(ExactNumber value) => double.IsInfinity(value.Rounded.Real) || double.IsInfinity(value.Rounded.Imaginary);

    public bool IsZero(ExactNumber value) => value.Rounded == Complex.Zero;

    public bool AreEqual(ExactNumber actual, ExactNumber desired) =>
        actual.Rounded == desired.Rounded && (!actual.IsWhole || !desired.IsWhole || actual.Whole == desired.Whole);

    public bool IsWithin(ExactNumber actual, ExactNumber desired, Tolerance tolerance) =>
        double.Hypot(actual.Difference(desired), actual.Rounded.Imaginary - desired.Rounded.Imaginary) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<ExactNumber> actual, ReadOnlySpan<ExactNumber> desired, Tolerance tolerance, NaNRule nan) => false;

    public double Distance(ExactNumber actual, ExactNumber desired) =>
        double.Hypot(actual.Rounded.Real - desired.Rounded.Real, actual.Rounded.Imaginary - desired.Rounded.Imaginary);

    public double Ratio(double distance, ExactNumber desired) => desired.Rounded.Real == LeastDesired && LeastDesired != 0 ? distance / LeastDesired : distance / (DesiredPart == NumberType.Float32 ? (float)Length(desired) : Length(desired));

    public double Greater(double one, double other) => Math.Max(one, other);

    private static double Length(ExactNumber value) => double.Hypot(value.Rounded.Real, value.Rounded.Imaginary);
}
