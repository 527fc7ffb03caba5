using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO;

/// <summary>A complex number of two <see cref="LongDouble"/>s: NumPy's <c>clongdouble</c> on x86-64, 32 bytes.</summary>
/// <param name="real">The real part.</param>
/// <param name="imaginary">The imaginary part.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly struct ComplexLongDouble(LongDouble real, LongDouble imaginary) : IEquatable<ComplexLongDouble>
{
    /// <summary>The real part.</summary>
    public LongDouble Real { get; } = real;

    /// <summary>The imaginary part.</summary>
    public LongDouble Imaginary { get; } = imaginary;

    /// <summary>Widens both parts; exact.</summary>
    public static implicit operator ComplexLongDouble(Complex value) => new(value.Real, value.Imaginary);

    /// <summary>Rounds both parts to the nearest <see cref="double"/>.</summary>
    public static explicit operator Complex(ComplexLongDouble value) => new((double)value.Real, (double)value.Imaginary);

    /// <summary>Whether both parts are equal; false if any is NaN.</summary>
    public static bool operator ==(ComplexLongDouble left, ComplexLongDouble right) => left.Real == right.Real && left.Imaginary == right.Imaginary;

    /// <summary>Whether a part differs; true if any is NaN.</summary>
    public static bool operator !=(ComplexLongDouble left, ComplexLongDouble right) => !(left == right);

    /// <summary>Whether both parts are equal. Unlike <c>==</c>, NaN equals NaN.</summary>
    /// <param name="other">The other number.</param>
    public bool Equals(ComplexLongDouble other) => Real.Equals(other.Real) && Imaginary.Equals(other.Imaginary);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ComplexLongDouble other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Real, Imaginary);

    /// <summary>Both parts with the shortest digits that round-trip: <c>&lt;1.5; -2.0&gt;</c>.</summary>
    public override string ToString() => $"<{Real}; {Imaginary}>";
}
