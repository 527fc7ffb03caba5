using System.Runtime.InteropServices;

namespace NpyIO;

/// <summary>
/// A floating-point number of 80 bits as x87 computes with: NumPy's <c>longdouble</c> on x86-64, 16 bytes in memory.
/// A sign, 15 bits of exponent, and 64 bits of significand whose first is written out; the six bytes behind them mean nothing and are kept as they were.
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

    /// <summary>The significand, whose highest bit counts 1 (of a normal number it is set).</summary>
    public ulong Significand => _significand;

    /// <summary>The 15 bits of exponent, 16383 more than the power of two that the significand's highest bit has.</summary>
    public int BiasedExponent => (int)(_signExponent & 0x7FFF);

    /// <summary>Whether the sign bit is set.</summary>
    /// <param name="value">The number.</param>
    public static bool IsNegative(LongDouble value) => (value._signExponent & 0x8000) != 0;

    /// <summary>Whether it is not a number. So is what x87 refuses to compute with: a significand without its highest bit where the exponent is not 0.</summary>
    /// <param name="value">The number.</param>
    public static bool IsNaN(LongDouble value) =>
        value.BiasedExponent != 0 && (value._significand < IntegerBit || (value.BiasedExponent == MaxBiasedExponent && value._significand != IntegerBit));

    /// <summary>Whether it is an infinity.</summary>
    /// <param name="value">The number.</param>
    public static bool IsInfinity(LongDouble value) => value.BiasedExponent == MaxBiasedExponent && value._significand == IntegerBit;

    /// <summary>Whether it is neither an infinity nor NaN.</summary>
    /// <param name="value">The number.</param>
    public static bool IsFinite(LongDouble value) => !IsNaN(value) && value.BiasedExponent != MaxBiasedExponent;

    /// <summary>Whether both are the same number; never with a NaN, always of the two zeros.</summary>
    public static bool operator ==(LongDouble left, LongDouble right) => !IsNaN(left) && !IsNaN(right) && Compare(left, right) == 0;

    /// <summary>Whether they are different numbers; always with a NaN.</summary>
    public static bool operator !=(LongDouble left, LongDouble right) => !(left == right);

    /// <summary>Whether the left is less; never with a NaN.</summary>
    public static bool operator <(LongDouble left, LongDouble right) => !IsNaN(left) && !IsNaN(right) && Compare(left, right) < 0;

    /// <summary>Whether the left is greater; never with a NaN.</summary>
    public static bool operator >(LongDouble left, LongDouble right) => right < left;

    /// <summary>Whether the left is less or equal; never with a NaN.</summary>
    public static bool operator <=(LongDouble left, LongDouble right) => !IsNaN(left) && !IsNaN(right) && Compare(left, right) <= 0;

    /// <summary>Whether the left is greater or equal; never with a NaN.</summary>
    public static bool operator >=(LongDouble left, LongDouble right) => right <= left;

    /// <summary>The number with its sign turned.</summary>
    public static LongDouble operator -(LongDouble value) => new(value._significand, !IsNegative(value), value.BiasedExponent);

    /// <summary>Orders numbers; NaN comes first, as with <see cref="double"/>.</summary>
    /// <param name="other">The other number.</param>
    public int CompareTo(LongDouble other)
    {
        if (IsNaN(this) || IsNaN(other))
            return IsNaN(other).CompareTo(IsNaN(this));
        return Compare(this, other);
    }

    /// <summary>Whether both are the same number; a NaN equals a NaN here. The padding bytes have no part in it.</summary>
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

    // Exponents 0 and 1 have the same weight. Significands of equal weight compare as they are.
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
