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
}
