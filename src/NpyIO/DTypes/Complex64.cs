using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO;

/// <summary>A complex number of two <see cref="float"/>s: NumPy's <c>complex64</c>, eight bytes.</summary>
/// <param name="real">The real part.</param>
/// <param name="imaginary">The imaginary part.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Complex64(float real, float imaginary) : IEquatable<Complex64>
{
    /// <summary>The real part.</summary>
    public float Real { get; } = real;

    /// <summary>The imaginary part.</summary>
    public float Imaginary { get; } = imaginary;

    /// <summary>Widens both parts; exact.</summary>
    public static implicit operator Complex(Complex64 value) => new(value.Real, value.Imaginary);

    /// <summary>Widens a real number; exact.</summary>
    public static implicit operator Complex64(float value) => new(value, 0);

    /// <summary>Rounds both parts to the nearest <see cref="float"/>.</summary>
    public static explicit operator Complex64(Complex value) => new((float)value.Real, (float)value.Imaginary);

    /// <summary>Whether both parts are equal; false if any is NaN.</summary>
    public static bool operator ==(Complex64 left, Complex64 right) => left.Real == right.Real && left.Imaginary == right.Imaginary;

    /// <summary>Whether a part differs; true if any is NaN.</summary>
    public static bool operator !=(Complex64 left, Complex64 right) => !(left == right);

    /// <summary>The sum.</summary>
    public static Complex64 operator +(Complex64 left, Complex64 right) => new(left.Real + right.Real, left.Imaginary + right.Imaginary);

    /// <summary>The difference.</summary>
    public static Complex64 operator -(Complex64 left, Complex64 right) => new(left.Real - right.Real, left.Imaginary - right.Imaginary);

    /// <summary>The negated number.</summary>
    public static Complex64 operator -(Complex64 value) => new(-value.Real, -value.Imaginary);

    /// <summary>The product, computed in <see cref="Complex"/> and rounded.</summary>
    public static Complex64 operator *(Complex64 left, Complex64 right) => (Complex64)((Complex)left * right);

    /// <summary>The quotient, computed in <see cref="Complex"/> and rounded.</summary>
    public static Complex64 operator /(Complex64 left, Complex64 right) => (Complex64)((Complex)left / right);

    /// <summary>Whether both parts are equal. Unlike <c>==</c>, NaN equals NaN.</summary>
    /// <param name="other">The other number.</param>
    public bool Equals(Complex64 other) => Real.Equals(other.Real) && Imaginary.Equals(other.Imaginary);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Complex64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Real, Imaginary);

    /// <summary>Both parts with the shortest digits that round-trip, in the format of <see cref="Complex"/>: <c>&lt;1.5; -2&gt;</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"<{Real}; {Imaginary}>");
}
