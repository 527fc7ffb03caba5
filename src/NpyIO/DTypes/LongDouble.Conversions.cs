using System.Numerics;
using NpyIO.DTypes;

namespace NpyIO;

public readonly partial struct LongDouble
{
    /// <summary>Widens a number; exact, keeps the payload of NaN.</summary>
    public static implicit operator LongDouble(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        bool isNegative = bits >> 63 != 0;
        int exponent = (int)(bits >> 52) & 0x7FF;
        ulong fraction = bits << 12 >> 1;
        if (exponent == 0x7FF)
            return new LongDouble(IntegerBit | fraction, isNegative, MaxBiasedExponent);
        if (exponent != 0)
            return new LongDouble(IntegerBit | fraction, isNegative, exponent - 1023 + ExponentBias);
        if (fraction == 0)
            return new LongDouble(0, isNegative, 0);

        // A subnormal double is a normal number here.
        int shift = BitOperations.LeadingZeroCount(fraction);
        return new LongDouble(fraction << shift, isNegative, -1022 - shift + ExponentBias);
    }

    /// <summary>Converts an integer; exact.</summary>
    public static implicit operator LongDouble(long value) => FromMagnitude(value < 0 ? unchecked((ulong)-value) : (ulong)value, value < 0);

    /// <summary>Converts an integer; exact.</summary>
    public static implicit operator LongDouble(ulong value) => FromMagnitude(value, isNegative: false);

    /// <summary>Converts an integer; exact.</summary>
    public static implicit operator LongDouble(int value) => (long)value;

    /// <summary>Rounds to the nearest <see cref="double"/>, ties to even; a number that is too large becomes infinite.</summary>
    public static explicit operator double(LongDouble value)
    {
        ulong sign = IsNegative(value) ? 1UL << 63 : 0;
        if (IsNaN(value))
            return BitConverter.UInt64BitsToDouble(sign | 0x7FF8_0000_0000_0000 | (value._significand << 1 >> 12));
        if (value._significand == 0)
            return BitConverter.UInt64BitsToDouble(sign);
        if (IsInfinity(value))
            return BitConverter.UInt64BitsToDouble(sign | 0x7FF0_0000_0000_0000);

        int exponent = value.BiasedExponent - ExponentBias;
        if (exponent > 1023)
            return BitConverter.UInt64BitsToDouble(sign | 0x7FF0_0000_0000_0000);

        // Drops eleven bits, and below the minimum exponent one more for each power of two. A carry from rounding correctly runs into the exponent.
        int dropped = exponent >= -1022 ? 11 : 11 - 1022 - exponent;
        ulong significand = RoundedShift(value._significand, dropped);
        ulong biased = exponent >= -1022 ? (ulong)(exponent + 1022) << 52 : 0;
        return BitConverter.UInt64BitsToDouble(sign | (biased + significand));
    }

    /// <summary>Rounds to the nearest <see cref="float"/> via <see cref="double"/>.</summary>
    public static explicit operator float(LongDouble value) => (float)(double)value;

    /// <summary>Truncates the fraction.</summary>
    /// <exception cref="OverflowException">The number is NaN or out of range.</exception>
    public static explicit operator long(LongDouble value)
    {
        ulong magnitude = Truncate(value);
        bool isNegative = IsNegative(value);
        if (magnitude > long.MaxValue + (isNegative ? 1UL : 0))
            DTypeThrow.OutsideOf(value, "Int64");
        return unchecked(isNegative ? -(long)magnitude : (long)magnitude);
    }

    /// <summary>Truncates the fraction.</summary>
    /// <exception cref="OverflowException">The number is NaN or out of range.</exception>
    public static explicit operator ulong(LongDouble value)
    {
        ulong magnitude = Truncate(value);
        if (IsNegative(value) && magnitude != 0)
            DTypeThrow.OutsideOf(value, "UInt64");
        return magnitude;
    }

    internal const int SignificandBits = 64;

    /// <summary>The maximum <c>shift</c> of <see cref="FromInteger"/>.</summary>
    internal const int MaxShift = ExponentBias - SignificandBits + 1;

    /// <summary><paramref name="magnitude"/> × 2^<paramref name="shift"/>. The highest bit of <paramref name="magnitude"/> must be set.</summary>
    internal static LongDouble FromInteger(ulong magnitude, int shift, bool isNegative) => new(magnitude, isNegative, SignificandBits - 1 + shift + ExponentBias);

    /// <summary><paramref name="magnitude"/> × 2^<paramref name="shift"/>, or infinity. The magnitude has at most 65 bits, and more than 64 only as 2^64; no bit is below the least number.</summary>
    internal static LongDouble FromParts(BigInteger magnitude, int shift, bool isNegative)
    {
        if (magnitude.IsZero)
            return new LongDouble(0, isNegative, 0);
        if (magnitude.GetBitLength() > SignificandBits)
            (magnitude, shift) = (magnitude >> 1, shift + 1);
        var significand = (ulong)magnitude;
        int leading = BitOperations.LeadingZeroCount(significand);
        int biased = SignificandBits - 1 - leading + shift + ExponentBias;
        if (biased >= MaxBiasedExponent)
            return new LongDouble(IntegerBit, isNegative, MaxBiasedExponent);
        // A subnormal number has the exponent of the least normal one, which is written as 0.
        return biased >= 1 ? new LongDouble(significand << leading, isNegative, biased) : new LongDouble(significand << (shift + ExponentBias + SignificandBits - 2), isNegative, 0);
    }

    /// <summary>Truncates. The value must be finite.</summary>
    internal static BigInteger ToInteger(LongDouble value, out bool isWhole)
    {
        int shift = value.BiasedExponent - ExponentBias - (SignificandBits - 1);
        var significand = new BigInteger(value.Significand);
        BigInteger magnitude = shift >= 0 ? significand << shift : significand >> -shift;
        isWhole = shift >= 0 || magnitude << -shift == significand;
        return IsNegative(value) ? -magnitude : magnitude;
    }

    private static LongDouble FromMagnitude(ulong magnitude, bool isNegative)
    {
        if (magnitude == 0)
            return default;
        int shift = BitOperations.LeadingZeroCount(magnitude);
        return new LongDouble(magnitude << shift, isNegative, 63 - shift + ExponentBias);
    }

    private static ulong Truncate(LongDouble value)
    {
        int exponent = value.BiasedExponent - ExponentBias;
        if (IsNaN(value) || exponent > 63)
            DTypeThrow.OutsideOf(value, "64-bit integers");
        return exponent < 0 ? 0 : value._significand >> (63 - exponent);
    }

    private static ulong RoundedShift(ulong value, int shift)
    {
        if (shift > 64)
            return 0;
        ulong kept = shift == 64 ? 0 : value >> shift;
        ulong rest = shift == 64 ? value : value & ((1UL << shift) - 1);
        ulong half = 1UL << (shift - 1);
        return rest > half || (rest == half && (kept & 1) != 0) ? kept + 1 : kept;
    }
}
