using System.Numerics;

namespace NpyIO.DTypes;

/// <summary>A number of any float dtype: significand × 2^exponent exactly, or an infinity or NaN.</summary>
internal readonly struct RealNumber
{
    private RealNumber(ulong significand, int exponent, bool isNegative, bool isNearerBelow)
    {
        Significand = significand;
        Exponent = exponent;
        IsNegative = isNegative;
        IsNearerBelow = isNearerBelow;
        IsFinite = true;
    }

    private RealNumber(bool isNaN, bool isNegative)
    {
        IsNaN = isNaN;
        IsNegative = isNegative;
    }

    /// <summary>An integer; 0 for zeros.</summary>
    internal ulong Significand { get; }

    /// <summary>The power of two of the significand's last bit.</summary>
    internal int Exponent { get; }

    internal bool IsNegative { get; }

    /// <summary>Whether the neighbour below is at half the distance of the one above: a power of two that is not the least normal one.</summary>
    internal bool IsNearerBelow { get; }

    internal bool IsFinite { get; }

    internal bool IsNaN { get; }

    internal bool IsZero => IsFinite && Significand == 0;

    /// <summary>The power of two of the highest bit. The number must be finite and not zero.</summary>
    internal int Magnitude => Exponent + 63 - BitOperations.LeadingZeroCount(Significand);

    internal static RealNumber Of(Half value)
    {
        ushort bits = BitConverter.HalfToUInt16Bits(value);
        return OfBits((ulong)bits << 48, bits >> 10 & 0x1F, 0x1F, fractionBits: 10);
    }

    internal static RealNumber Of(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return OfBits((ulong)bits << 32, (int)(bits >> 23) & 0xFF, 0xFF, fractionBits: 23);
    }

    internal static RealNumber Of(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        return OfBits(bits, (int)(bits >> 52) & 0x7FF, 0x7FF, fractionBits: 52);
    }

    internal static RealNumber Of(LongDouble value)
    {
        bool isNegative = LongDouble.IsNegative(value);
        if (LongDouble.IsNaN(value))
            return new RealNumber(isNaN: true, isNegative);
        if (LongDouble.IsInfinity(value))
            return new RealNumber(isNaN: false, isNegative);
        int exponent = Math.Max(value.BiasedExponent, 1) - LongDouble.ExponentBias - (LongDouble.SignificandBits - 1);
        return new RealNumber(value.Significand, exponent, isNegative, isNearerBelow: value.Significand == 1UL << 63 && value.BiasedExponent > 1);
    }

    /// <summary>Compares the absolute values of two finite numbers.</summary>
    internal static int CompareMagnitudes(RealNumber left, RealNumber right)
    {
        if (left.Significand == 0 || right.Significand == 0)
            return left.Significand.CompareTo(right.Significand);
        int byMagnitude = left.Magnitude.CompareTo(right.Magnitude);
        return byMagnitude != 0
            ? byMagnitude
            : (left.Significand << BitOperations.LeadingZeroCount(left.Significand)).CompareTo(right.Significand << BitOperations.LeadingZeroCount(right.Significand));
    }

    /// <summary><paramref name="bits"/> has the sign as its highest bit, followed by the biased exponent and the fraction.</summary>
    private static RealNumber OfBits(ulong bits, int biasedExponent, int maxExponent, int fractionBits)
    {
        bool isNegative = bits >> 63 != 0;
        int exponentBits = BitOperations.Log2((uint)maxExponent) + 1;
        ulong fraction = bits << (1 + exponentBits) >> (64 - fractionBits);
        if (biasedExponent == maxExponent)
            return new RealNumber(isNaN: fraction != 0, isNegative);

        // Subnormal numbers have the exponent of the least normal one, without its implied bit.
        int exponent = Math.Max(biasedExponent, 1) - (maxExponent >> 1) - fractionBits;
        ulong significand = biasedExponent == 0 ? fraction : fraction | 1UL << fractionBits;
        return new RealNumber(significand, exponent, isNegative, isNearerBelow: fraction == 0 && biasedExponent > 1);
    }
}
