using System.Numerics;

namespace NpyIO.DTypes;

/// <summary>Arithmetic that the platform lacks.</summary>
internal static class IntegerMath
{
    /// <summary>Divides and rounds down, as Python does; the divisor is positive, and the remainder not negative.</summary>
    internal static (TNumber Quotient, TNumber Remainder) FloorDivide<TNumber>(TNumber value, TNumber divisor)
        where TNumber : struct, IBinaryInteger<TNumber>
    {
        (TNumber quotient, TNumber remainder) = TNumber.DivRem(value, divisor);
        return TNumber.IsNegative(remainder) ? (quotient - TNumber.One, remainder + divisor) : (quotient, remainder);
    }

    /// <summary>Rounds to nearest, ties to even, as Python's <c>float()</c> does; .NET's conversion drops digits. Beyond all doubles it is infinite.</summary>
    internal static double ToDouble(BigInteger value)
    {
        const int HighBits = 64;
        BigInteger magnitude = BigInteger.Abs(value);
        int dropped = (int)Math.Max(magnitude.GetBitLength() - HighBits, 0);

        // One bit for whatever is left over.
        ulong high = (ulong)(magnitude >> dropped);
        if ((BigInteger)high << dropped != magnitude)
            high |= 1;
        double rounded = Math.ScaleB((double)high, dropped);
        return value.Sign < 0 ? -rounded : rounded;
    }

    /// <summary>Divides two numbers that are not negative, and rounds the exact quotient, as Python's <c>/</c> of integers does.</summary>
    internal static double Divide(BigInteger value, BigInteger divisor)
    {
        // More bits than a double has, and a last one for whatever is left over.
        const int LeastBits = 64;
        int shift = (int)Math.Max(LeastBits + divisor.GetBitLength() - value.GetBitLength(), 0);
        BigInteger quotient = BigInteger.DivRem(value << shift, divisor, out BigInteger rest);
        return Math.ScaleB(ToDouble((quotient << 1) | (rest.IsZero ? 0 : 1)), -shift - 1);
    }
}
