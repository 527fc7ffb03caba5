using System.Numerics;

namespace NpyIO.Kernels;

/// <summary>Arithmetic of long doubles, rounded to nearest, ties to even, as the x87 computes. Exact integers of any size do the work, so it is slow.</summary>
internal static class LongDoubleMath
{
    // The exponent of the last bit of the least number.
    private const int MinShift = 1 - LongDouble.ExponentBias - (LongDouble.SignificandBits - 1);

    /// <summary>An integer beyond all long doubles is infinite.</summary>
    internal static LongDouble Of(BigInteger integer) => Round(integer, 0);

    internal static LongDouble Abs(LongDouble value) => LongDouble.IsNegative(value) ? -value : value;

    /// <summary>NaN if one of them is.</summary>
    internal static LongDouble Greater(LongDouble one, LongDouble other) => LongDouble.IsNaN(one) || one > other ? one : other;

    internal static LongDouble Subtract(LongDouble left, LongDouble right) => Add(left, -right);

    internal static LongDouble Add(LongDouble left, LongDouble right)
    {
        if (LongDouble.IsNaN(left) || LongDouble.IsNaN(right) || (LongDouble.IsInfinity(left) && LongDouble.IsInfinity(right) && left != right))
            return LongDouble.NaN;
        if (LongDouble.IsInfinity(left) || IsNegligible(right, left))
            return left;
        if (LongDouble.IsInfinity(right) || IsNegligible(left, right))
            return right;
        (BigInteger one, int shift) = Parts(left);
        (BigInteger other, int otherShift) = Parts(right);
        int least = Math.Min(shift, otherShift);
        return Round((one << (shift - least)) + (other << (otherShift - least)), least);
    }

    internal static LongDouble Multiply(LongDouble left, LongDouble right)
    {
        if (!LongDouble.IsFinite(left) || !LongDouble.IsFinite(right))
            return Sign(left) * Sign(right);
        (BigInteger one, int shift) = Parts(left);
        (BigInteger other, int otherShift) = Parts(right);
        return Round(one * other, shift + otherShift);
    }

    /// <summary>The divisor is not 0.</summary>
    internal static LongDouble Divide(LongDouble left, LongDouble right)
    {
        if (LongDouble.IsNaN(left) || LongDouble.IsNaN(right) || (LongDouble.IsInfinity(left) && LongDouble.IsInfinity(right)))
            return LongDouble.NaN;
        if (LongDouble.IsInfinity(left))
            return LongDouble.IsNegative(left) == LongDouble.IsNegative(right) ? LongDouble.PositiveInfinity : LongDouble.NegativeInfinity;
        if (LongDouble.IsInfinity(right))
            return 0;

        // More bits than the result has, and a last one for whatever is left over.
        const int Extra = 2 * LongDouble.SignificandBits + 2;
        (BigInteger one, int shift) = Parts(left);
        (BigInteger other, int otherShift) = Parts(right);
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(one) << Extra, BigInteger.Abs(other), out BigInteger rest);
        quotient = (quotient << 1) | (rest.IsZero ? 0 : 1);
        return Round(one.Sign * other.Sign < 0 ? -quotient : quotient, shift - otherShift - Extra - 1);
    }

    internal static LongDouble Hypotenuse(LongDouble one, LongDouble other)
    {
        if (LongDouble.IsInfinity(one) || LongDouble.IsInfinity(other))
            return LongDouble.PositiveInfinity;
        if (LongDouble.IsNaN(one) || LongDouble.IsNaN(other))
            return LongDouble.NaN;
        if (IsNegligible(other, one))
            return Abs(one);
        if (IsNegligible(one, other))
            return Abs(other);
        (BigInteger first, int shift) = Parts(one);
        (BigInteger second, int otherShift) = Parts(other);
        int least = Math.Min(shift, otherShift);
        first <<= shift - least;
        second <<= otherShift - least;
        BigInteger square = first * first + second * second;
        int extra = Math.Max(0, 2 * LongDouble.SignificandBits + 4 - (int)square.GetBitLength() / 2);
        BigInteger root = SquareRoot(square << (2 * extra), out bool isExact);
        return Round((root << 1) | (isExact ? 0 : 1), least - extra - 1);
    }

    /// <summary>Whether a number beside a far greater one changes no bit of a rounded result. The greater one is not subnormal then.</summary>
    private static bool IsNegligible(LongDouble value, LongDouble beside) => value.BiasedExponent + LongDouble.SignificandBits + 4 < beside.BiasedExponent;

    private static double Sign(LongDouble value) =>
        LongDouble.IsNaN(value) ? double.NaN : LongDouble.IsInfinity(value) ? (LongDouble.IsNegative(value) ? double.NegativeInfinity : double.PositiveInfinity) : Math.Sign(value.CompareTo(0));

    private static (BigInteger Integer, int Shift) Parts(LongDouble value) =>
        (LongDouble.IsNegative(value) ? -new BigInteger(value.Significand) : value.Significand, Math.Max(value.BiasedExponent, 1) - LongDouble.ExponentBias - (LongDouble.SignificandBits - 1));

    private static LongDouble Round(BigInteger integer, int shift)
    {
        if (integer.IsZero)
            return 0;
        BigInteger magnitude = BigInteger.Abs(integer);
        int dropped = Math.Max((int)magnitude.GetBitLength() - LongDouble.SignificandBits, MinShift - shift);
        if (dropped > 0)
        {
            BigInteger kept = magnitude >> dropped;
            BigInteger rest = magnitude - (kept << dropped), half = BigInteger.One << (dropped - 1);
            int order = rest.CompareTo(half);
            magnitude = order > 0 || (order == 0 && !kept.IsEven) ? kept + 1 : kept;
            shift += dropped;
        }

        return LongDouble.FromParts(magnitude, shift, integer.Sign < 0);
    }

    /// <summary>Rounded down, by Newton's method from above.</summary>
    private static BigInteger SquareRoot(BigInteger value, out bool isExact)
    {
        BigInteger root = value.IsZero ? 0 : BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (!root.IsZero)
        {
            BigInteger next = (root + value / root) >> 1;
            if (next >= root)
                break;
            root = next;
        }

        isExact = root * root == value;
        return root;
    }
}
