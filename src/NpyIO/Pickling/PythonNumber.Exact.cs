using System.Globalization;
using System.Numerics;

namespace NpyIO.Pickling;

// Numbers that a double may not represent exactly.
internal readonly partial struct PythonNumber
{
    /// <summary>Bits of a long number that count as one step.</summary>
    private const int BitsPerStep = 512;

    /// <summary>Steps for a long double, whose exponent can make it a fraction of 16 thousand bits.</summary>
    private const int LongDoubleCost = 4;

    /// <summary>Maximum digits and maximum exponent of decimals that are compared by value; others are compared as text.</summary>
    private const int MaxDigits = 1000;

    private const int BitsOfDouble = 53;

    /// <summary>The smallest positive double is 2 to the power of minus this.</summary>
    private const int MinPower = 1074;

    /// <summary>Returns the number of a fraction, which must be in lowest terms with a positive denominator.</summary>
    private static PythonNumber OfFraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
            return new(numerator);
        long power = denominator.GetBitLength() - 1;
        return denominator.IsPowerOfTwo && power <= MinPower && BigInteger.Abs(numerator).GetBitLength() <= BitsOfDouble
            ? Of(Math.ScaleB((double)numerator, -(int)power))
            : new(numerator, denominator);
    }

    private static PythonNumber Of(LongDouble number)
    {
        if (!LongDouble.IsFinite(number) || number.Significand == 0)
            return Of((double)number);
        int zeros = BitOperations.TrailingZeroCount(number.Significand);
        BigInteger digits = number.Significand >> zeros;
        if (LongDouble.IsNegative(number))
            digits = -digits;

        // The highest bit of the significand has the weight 1, so the lowest has 2 to the -63rd.
        int power = Math.Max(number.BiasedExponent, 1) - LongDouble.ExponentBias - 63 + zeros;
        return power >= 0 ? new(digits << power) : OfFraction(digits, BigInteger.One << -power);
    }

    private static PythonNumber Of(ComplexLongDouble number)
    {
        if (number.Imaginary == 0)
            return Of(number.Real);
        var rounded = (Complex)number;
        return (ComplexLongDouble)rounded == number ? new(rounded) : new((object)number);
    }

    private static PythonNumber Of(PickleDecimal number)
    {
        string text = number.Text;
        if (text is "Infinity" or "-Infinity")
            return Of(text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
        if (text.Length > MaxDigits || !TryParse(text, out BigInteger digits, out int exponent))
            return new((object)text);
        if (exponent >= 0)
            return new(digits * BigInteger.Pow(10, exponent));
        BigInteger denominator = BigInteger.Pow(10, -exponent);
        BigInteger divisor = BigInteger.GreatestCommonDivisor(digits, denominator);
        return OfFraction(digits / divisor, denominator / divisor);
    }

    private static bool TryParse(string text, out BigInteger digits, out int exponent)
    {
        int end = text.IndexOf('E', StringComparison.Ordinal);
        ReadOnlySpan<char> before = end < 0 ? text : text.AsSpan(0, end);
        int point = before.IndexOf('.');
        int decimals = point < 0 ? 0 : before.Length - point - 1;
        exponent = 0;
        digits = default;
        if (end >= 0 && !int.TryParse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > MaxDigits)
            return false;
        exponent -= decimals;
        return BigInteger.TryParse(string.Concat(before[..(before.Length - decimals - (point < 0 ? 0 : 1))], before[(before.Length - decimals)..]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out digits);
    }

    private static long CostOf(PickleDecimal number)
    {
        string text = number.Text;
        if (text.Length > MaxDigits)
            return text.Length / PythonEquality.LengthPerStep;

        // Parsing and reducing take quadratic time in the length, to which the exponent adds.
        int end = text.IndexOf('E', StringComparison.Ordinal);
        long exponent = end >= 0 && int.TryParse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? Math.Abs((long)value) : 0;
        long words = (text.Length + Math.Min(exponent, MaxDigits)) / 16;
        return 1 + words * words;
    }
}
