using System.Numerics;

namespace NpyIO.Kernels;

/// <summary>
/// Conversions of x87 long doubles, with the results of the processor's instructions: rounded once (via double would round twice),
/// truncated towards zero, and the minimum for out-of-range values.
/// </summary>
internal static class LongDoubleCasts
{
    private const int Bias = 16383;
    private const int SpecialExponent = 0x7FFF;

    internal static bool IsZero(LongDouble value) => value.Significand == 0 && !LongDouble.IsNaN(value);

    internal static float ToSingle(LongDouble value)
    {
        if (value.Significand == 0 || value.BiasedExponent == SpecialExponent || LongDouble.IsNaN(value))
            return (float)(double)value;

        // Keeps 24 bits, or for a subnormal result the bits from 2^-149 up.
        int exponent = Math.Max(value.BiasedExponent, 1) - Bias;
        int dropped = 64 - 24 + Math.Max(0, -126 - exponent);
        double magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(value.Significand, dropped), exponent - 63 + dropped);
        return (float)(LongDouble.IsNegative(value) ? -magnitude : magnitude);
    }

    /// <summary>Rounds once, unlike NumPy, which converts via float. Keeps 11 bits, or for a subnormal result the bits from 2^-24 up.</summary>
    internal static Half ToHalf(LongDouble value)
    {
        if (value.Significand == 0 || value.BiasedExponent == SpecialExponent || LongDouble.IsNaN(value))
            return (Half)(double)value;
        int exponent = Math.Max(value.BiasedExponent, 1) - Bias;
        int dropped = 64 - 11 + Math.Max(0, -14 - exponent);
        double magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(value.Significand, dropped), exponent - 63 + dropped);
        return (Half)(LongDouble.IsNegative(value) ? -magnitude : magnitude);
    }

    /// <summary>Returns a value as an integer; false for fractions, NaN, infinities, and values beyond 64 bits.</summary>
    internal static bool TryWhole(LongDouble value, out Int128 whole)
    {
        whole = 0;
        if (LongDouble.IsNaN(value))
            return false;
        int exponent = value.BiasedExponent - Bias;
        if (value.Significand == 0)
            return true;
        if (exponent is < 0 or > 63 || BitOperations.TrailingZeroCount(value.Significand) < 63 - exponent)
            return false;
        whole = value.Significand >> (63 - exponent);
        whole = LongDouble.IsNegative(value) ? -whole : whole;
        return true;
    }

    internal static long ToInt64(LongDouble value)
    {
        int exponent = value.BiasedExponent - Bias;
        if (exponent > 62 || LongDouble.IsNaN(value))
            return long.MinValue;
        if (exponent < 0)
            return 0;
        long magnitude = (long)(value.Significand >> (63 - exponent));
        return LongDouble.IsNegative(value) ? -magnitude : magnitude;
    }

    internal static int ToInt32(LongDouble value) => ToInt64(value) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : int.MinValue;

    internal static short ToInt16(LongDouble value) => ToInt64(value) is >= short.MinValue and <= short.MaxValue and var whole ? (short)whole : short.MinValue;

    /// <summary>From 2^63 on, converts the difference, as x86-64 compilers do.</summary>
    internal static ulong ToUInt64(LongDouble value)
    {
        int exponent = value.BiasedExponent - Bias;
        if (LongDouble.IsNegative(value) || exponent < 63 || LongDouble.IsNaN(value))
            return (ulong)ToInt64(value);
        return exponent == 63 ? value.Significand : 0;
    }

    private static ulong RoundedShift(ulong value, int shift)
    {
        ulong kept = shift == 64 ? 0 : value >> shift;
        ulong half = 1UL << (shift - 1);
        ulong rest = shift == 64 ? value : value & ((half << 1) - 1);
        return rest > half || (rest == half && (kept & 1) != 0) ? kept + 1 : kept;
    }
}
