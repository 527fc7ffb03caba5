using System.Runtime.InteropServices;

namespace NpyIO;

/// <summary>
/// An 80-bit x87 floating-point number: NumPy's <c>longdouble</c> on x86-64, 16 bytes in memory.
/// A sign, 15 bits of exponent, and 64 bits of significand with an explicit first bit. The six bytes after them have no meaning and are preserved.
/// </summary>
/// <remarks>Layout: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 4.2.2 and 8.2.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 16)]
public readonly partial struct LongDouble : IEquatable<LongDouble>, IComparable<LongDouble>
{
    internal const int ExponentBias = 16383;

    private const int MaxBiasedExponent = 0x7FFF;
    private const ulong IntegerBit = 1UL << 63;

    private readonly ulong _significand;

    // The low 16 bits are sign and exponent.
    private readonly ulong _signExponent;

    private LongDouble(ulong significand, bool isNegative, int biasedExponent)
    {
        _significand = significand;
        _signExponent = (isNegative ? 0x8000UL : 0) | (uint)biasedExponent;
    }

    /// <summary>Not a number.</summary>
    public static LongDouble NaN => new(IntegerBit | (IntegerBit >> 1), isNegative: false, MaxBiasedExponent);

    /// <summary>Infinity.</summary>
    public static LongDouble PositiveInfinity => new(IntegerBit, isNegative: false, MaxBiasedExponent);

    /// <summary>Negative infinity.</summary>
    public static LongDouble NegativeInfinity => new(IntegerBit, isNegative: true, MaxBiasedExponent);

    /// <summary>The significand. Its highest bit has the value 1 and is set in normal numbers.</summary>
    public ulong Significand => _significand;

    /// <summary>The 15 bits of exponent: the power of two of the significand's highest bit, plus 16383.</summary>
    public int BiasedExponent => (int)(_signExponent & 0x7FFF);

    /// <summary>Whether the sign bit is set.</summary>
    /// <param name="value">The number.</param>
    public static bool IsNegative(LongDouble value) => (value._signExponent & 0x8000) != 0;

    /// <summary>Whether the value is not a number. Includes encodings that the x87 treats as invalid: a significand without its highest bit and a non-zero exponent.</summary>
    /// <param name="value">The number.</param>
    public static bool IsNaN(LongDouble value) =>
        value.BiasedExponent != 0 && (value._significand < IntegerBit || (value.BiasedExponent == MaxBiasedExponent && value._significand != IntegerBit));

    /// <summary>Whether the value is an infinity.</summary>
    /// <param name="value">The number.</param>
    public static bool IsInfinity(LongDouble value) => value.BiasedExponent == MaxBiasedExponent && value._significand == IntegerBit;

    /// <summary>Whether the value is neither infinite nor NaN.</summary>
    /// <param name="value">The number.</param>
    public static bool IsFinite(LongDouble value) => !IsNaN(value) && value.BiasedExponent != MaxBiasedExponent;

    /// <summary>Whether two numbers are equal; false if any is NaN, true for the two zeros.</summary>
    public static bool operator ==(LongDouble left, LongDouble right) => !IsNaN(left) && !IsNaN(right) && Compare(left, right) == 0;

    /// <summary>Whether two numbers differ; true if any is NaN.</summary>
    public static bool operator !=(LongDouble left, LongDouble right) => !(left == right);

    /// <summary>Whether the left number is less; false if any is NaN.</summary>
    public static bool operator <(LongDouble left, LongDouble right) => !IsNaN(left) && !IsNaN(right) && Compare(left, right) < 0;

    /// <summary>Whether the left number is greater; false if any is NaN.</summary>
    public static bool operator >(LongDouble left, LongDouble right) => right < left;

    /// <summary>Whether the left number is less or equal; false if any is NaN.</summary>
    public static bool operator <=(LongDouble left, LongDouble right) => !IsNaN(left) && !IsNaN(right) && Compare(left, right) <= 0;

    /// <summary>Whether the left number is greater or equal; false if any is NaN.</summary>
    public static bool operator >=(LongDouble left, LongDouble right) => right <= left;

    /// <summary>The negated number.</summary>
    public static LongDouble operator -(LongDouble value) => new(value._significand, !IsNegative(value), value.BiasedExponent);

    /// <summary>Orders numbers; NaN comes first, as in <see cref="double"/>.</summary>
    /// <param name="other">The other number.</param>
    public int CompareTo(LongDouble other)
    {
        if (IsNaN(this) || IsNaN(other))
            return IsNaN(other).CompareTo(IsNaN(this));
        return Compare(this, other);
    }

    /// <summary>Whether two numbers are equal. Unlike <c>==</c>, NaN equals NaN. Padding bytes are ignored.</summary>
    /// <param name="other">The other number.</param>
    public bool Equals(LongDouble other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LongDouble other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (IsNaN(this))
            return MaxBiasedExponent;
        return _significand == 0 ? 0 : HashCode.Combine(_significand, Math.Max(BiasedExponent, 1), IsNegative(this));
    }

    // Exponents 0 and 1 have the same weight. Significands of equal weight compare directly.
    private static int Compare(LongDouble left, LongDouble right)
    {
        if ((left._significand | right._significand) == 0)
            return 0;
        bool leftIsNegative = IsNegative(left) && left._significand != 0, rightIsNegative = IsNegative(right) && right._significand != 0;
        if (leftIsNegative != rightIsNegative)
            return leftIsNegative ? -1 : 1;
        int magnitude = (Math.Max(left.BiasedExponent, 1), left._significand).CompareTo((Math.Max(right.BiasedExponent, 1), right._significand));
        return leftIsNegative ? -magnitude : magnitude;
    }
}
