using System.Runtime.InteropServices;

namespace NpyIO.Buffers;

/// <summary>
/// The bits of an x87 long double, converted with the rounding of the processor's own instructions, once and directly:
/// by way of double a value would be rounded twice.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal readonly struct Extended
{
    private const int Bias = 16383;
    private const int SpecialExponent = 0x7FFF;
    private const ulong IntegerBit = 1UL << 63;
    private const ulong QuietBits = 3UL << 62;

    private readonly ulong _significand;
    private readonly ulong _signAndExponent;

    private Extended(bool negative, int biasedExponent, ulong significand)
    {
        _significand = significand;
        _signAndExponent = (negative ? 0x8000UL : 0) | (uint)biasedExponent;
    }

    internal bool IsNegative => (_signAndExponent & 0x8000) != 0;

    /// <summary>Whether it is zero of either sign.</summary>
    internal bool IsZero => _significand == 0 && BiasedExponent != SpecialExponent;

    private int BiasedExponent => (int)(_signAndExponent & 0x7FFF);

    private bool IsInfinity => BiasedExponent == SpecialExponent && _significand == IntegerBit;

    /// <summary>NaN, or a pattern without its integer bit, which the processor refuses.</summary>
    private bool IsNaN => BiasedExponent == SpecialExponent ? _significand != IntegerBit : BiasedExponent != 0 && (_significand & IntegerBit) == 0;

    internal static Extended From(long value)
    {
        ulong magnitude = value < 0 ? 0 - (ulong)value : (ulong)value;
        return From(value < 0, magnitude);
    }

    internal static Extended From(ulong value) => From(negative: false, value);

    internal static Extended From(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        bool negative = bits < 0;
        int exponent = (int)(bits >> 52) & 0x7FF;
        ulong fraction = (ulong)bits & ((1UL << 52) - 1);
        if (exponent == 0x7FF)
            return new Extended(negative, SpecialExponent, fraction == 0 ? IntegerBit : QuietBits | fraction << 11);
        if (exponent != 0)
            return new Extended(negative, exponent - 1023 + Bias, IntegerBit | fraction << 11);
        if (fraction == 0)
            return new Extended(negative, 0, 0);
        int shift = System.Numerics.BitOperations.LeadingZeroCount(fraction);
        return new Extended(negative, Bias - 1022 - 52 + 63 - shift, fraction << shift);
    }

    internal double ToDouble() => IsNaN ? NaN() : Round(53, -1022);

    internal float ToSingle() => IsNaN ? (float)NaN() : (float)Round(24, -126);

    internal Half ToHalf() => IsNaN ? (Half)NaN() : (Half)Round(11, -14);

    /// <summary>Truncates toward zero; what does not fit gives the least value, as the processor's conversion does.</summary>
    internal long ToInt64()
    {
        int exponent = BiasedExponent - Bias;
        if (exponent < 0 && !IsNaN)
            return 0;
        if (exponent > 62 || IsNaN)
            return long.MinValue;
        long magnitude = (long)(_significand >> (63 - exponent));
        return IsNegative ? -magnitude : magnitude;
    }

    internal int ToInt32() => ToInt64() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : int.MinValue;

    internal short ToInt16() => ToInt64() is >= short.MinValue and <= short.MaxValue and var value ? (short)value : short.MinValue;

    /// <summary>As compilers for x86-64 do it: from 2^63 on the difference is converted.</summary>
    internal ulong ToUInt64()
    {
        int exponent = BiasedExponent - Bias;
        if (IsNegative || exponent < 63 || IsNaN)
            return (ulong)ToInt64();
        return exponent == 63 ? _significand : 0;
    }

    private static Extended From(bool negative, ulong magnitude)
    {
        if (magnitude == 0)
            return default;
        int shift = System.Numerics.BitOperations.LeadingZeroCount(magnitude);
        return new Extended(negative, Bias + 63 - shift, magnitude << shift);
    }

    private double NaN()
    {
        ulong fraction = BiasedExponent == SpecialExponent ? (_significand << 1) >> 12 : 0;
        return BitConverter.UInt64BitsToDouble((IsNegative ? 1UL << 63 : 0) | 0x7FF8UL << 48 | fraction);
    }

    /// <summary>The nearest number of so many bits, ties to even, in a format whose least normal number is 2^<paramref name="leastExponent"/>; as a double, which holds it exactly.</summary>
    private double Round(int bits, int leastExponent)
    {
        double magnitude;
        if (IsInfinity)
        {
            magnitude = double.PositiveInfinity;
        }
        else
        {
            int exponent = Math.Max(BiasedExponent, 1) - Bias;
            int dropped = 64 - bits + Math.Max(0, leastExponent - exponent);
            magnitude = dropped > 64 ? 0 : Math.ScaleB((double)RoundedShift(_significand, dropped), exponent - 63 + dropped);
        }

        return IsNegative ? -magnitude : magnitude;
    }

    private static ulong RoundedShift(ulong value, int shift)
    {
        ulong kept = shift == 64 ? 0 : value >> shift;
        ulong half = 1UL << (shift - 1);
        ulong rest = shift == 64 ? value : value & ((half << 1) - 1);
        return rest > half || rest == half && (kept & 1) != 0 ? kept + 1 : kept;
    }
}
