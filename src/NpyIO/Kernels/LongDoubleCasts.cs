using System.Numerics;

namespace NpyIO.Kernels;

/// <summary>
/// Conversions of x87 long doubles as the processor's own instructions make them: rounded once (by way of double they would be rounded twice),
/// truncated towards zero, and the least value for what does not fit.
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

        // 24 bits are kept, and of a subnormal result as many as there are from 2^-149 on.
        int exponent = Math.Max(value.BiasedExponent, 1) - Bias;
        int dropped = 64 - 24 + Math.Max(0, -126 - exponent);
        double magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(value.Significand, dropped), exponent - 63 + dropped);
        return (float)(LongDouble.IsNegative(value) ? -magnitude : magnitude);
    }

    /// <summary>Rounded once, unlike NumPy's conversion by way of float. 11 bits are kept, and of a subnormal result as many as there are from 2^-24 on.</summary>
    internal static Half ToHalf(LongDouble value)
    {
        if (value.Significand == 0 || value.BiasedExponent == SpecialExponent || LongDouble.IsNaN(value))
            return (Half)(double)value;
        int exponent = Math.Max(value.BiasedExponent, 1) - Bias;
        int dropped = 64 - 11 + Math.Max(0, -14 - exponent);
        double magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(value.Significand, dropped), exponent - 63 + dropped);
        return (Half)(LongDouble.IsNegative(value) ? -magnitude : magnitude);
    }

    /// <summary>The whole number that a value is; false of fractions, NaN, infinities, and what is beyond 64 bits.</summary>
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

    /// <summary>As compilers for x86-64 do it: from 2^63 on the difference is converted.</summary>
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
