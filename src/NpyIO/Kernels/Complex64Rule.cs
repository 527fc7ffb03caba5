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
