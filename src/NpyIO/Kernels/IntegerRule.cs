using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Integers compare exactly. Their differences wrap, as NumPy's do.</summary>
internal readonly struct IntegerRule<T> : INumberRule<T, T, double>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>Whether NumPy takes the lesser of both differences: if the actual dtype is unsigned.</summary>
    internal bool TakesLesser { get; init; }

    /// <summary>The least number of the desired dtype, whose absolute value is not positive; 0 if it has no negative ones.</summary>
    internal T LeastDesired { get; init; }

    public bool IsNaN(T value) => false;

    public bool IsInfinity(T value) => false;

    public bool IsZero(T value) => T.IsZero(value);

    public bool AreEqual(T actual, T desired) => actual == desired;

    public bool IsWithin(T actual, T desired, Tolerance tolerance)
    {
        Int128 exact = Int128.CreateTruncating(actual) - Int128.CreateTruncating(desired);
        return (double)Int128.Abs(exact) <= tolerance.At(Math.Abs(double.CreateTruncating(desired)));
    }

    public bool AreSurelyClose(ReadOnlySpan<T> actual, ReadOnlySpan<T> desired, Tolerance tolerance, NaNRule nan) =>
        MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(desired));

    public T Distance(T actual, T desired)
    {
        T distance = unchecked(actual - desired);
        if (T.IsNegative(distance))
            distance = unchecked(T.Zero - distance);
        return TakesLesser ? T.Min(distance, Absolute(unchecked(desired - actual))) : distance;
    }

    public double Ratio(T distance, T desired) => double.CreateTruncating(distance) / double.CreateTruncating(desired == LeastDesired ? desired : Absolute(desired));

    public T Greater(T one, T other) => T.Max(one, other);

    public double Greater(double one, double other) => Math.Max(one, other);

    private static T Absolute(T value) => T.IsNegative(value) ? unchecked(T.Zero - value) : value;
}
