using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Floating-point numbers that a double can hold.</summary>
internal readonly struct FloatRule<T> : INumberRule<T, T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal T LeastDesired { get; init; }

    public bool IsNaN(T value) => T.IsNaN(value);

    public bool IsInfinity(T value) => T.IsInfinity(value);

    public bool IsZero(T value) => T.IsZero(value);

    public bool AreEqual(T actual, T desired) => actual == desired;

    public bool IsWithin(T actual, T desired, Tolerance tolerance) =>
        double.CreateTruncating(T.Abs(actual - desired)) <= tolerance.At(Math.Abs(double.CreateTruncating(desired)));

    public bool AreSurelyClose(ReadOnlySpan<T> actual, ReadOnlySpan<T> desired, Tolerance tolerance, NaNRule nan)
    {
        if (typeof(T) == typeof(double) && (tolerance.IsZero || tolerance.Type == NumberType.Float64))
            return CloseKernels.AreClose(Cast<double>(actual), Cast<double>(desired), tolerance.Relative, tolerance.Absolute, nan);
        if (typeof(T) == typeof(float) && (tolerance.IsZero || tolerance.Type == NumberType.Float32))
            return CloseKernels.AreClose(Cast<float>(actual), Cast<float>(desired), (float)tolerance.Relative, (float)tolerance.Absolute, nan);
        return nan == NaNRule.EqualsNaN && MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(desired));
    }

    public T Distance(T actual, T desired) => T.Abs(actual - desired);

    public T Ratio(T distance, T desired) => distance / (desired == LeastDesired ? desired : T.Abs(desired));

    public T Greater(T one, T other) => T.Max(one, other);

    private static ReadOnlySpan<TFloat> Cast<TFloat>(ReadOnlySpan<T> values)
        where TFloat : unmanaged => MemoryMarshal.Cast<T, TFloat>(values);
}
