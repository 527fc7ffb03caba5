using System.Globalization;
using System.Numerics;
using System.Text;

namespace NpyIO;

public readonly partial struct LongDouble
{
    /// <summary>
    /// The shortest digits that round-trip at 64 significant bits, in NumPy's format: <c>1.5</c>, <c>1e+16</c>, <c>1.5e-05</c>;
    /// <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>. Finite numbers are valid in JSON.
    /// </summary>
    public override string ToString()
    {
        if (IsNaN(this))
            return "NaN";
        if (IsInfinity(this))
            return IsNegative(this) ? "-Infinity" : "Infinity";
        var builder = new StringBuilder(32);
        if (IsNegative(this))
            builder.Append('-');
        if (_significand == 0)
            return builder.Append("0.0").ToString();
        string digits = ShortestDigits(out int exponent);

        // NumPy's range for numbers without an exponent: 1e-4 to 1e16.
        return (exponent is >= -4 and < 16 ? AppendPositional(builder, digits, exponent) : AppendScientific(builder, digits, exponent)).ToString();
    }

    private static StringBuilder AppendPositional(StringBuilder builder, string digits, int exponent)
    {
        if (exponent < 0)
            return builder.Append("0.").Append('0', -exponent - 1).Append(digits);
        int whole = exponent + 1;
        if (digits.Length <= whole)
            return builder.Append(digits).Append('0', whole - digits.Length).Append(".0");
        return builder.Append(digits, 0, whole).Append('.').Append(digits, whole, digits.Length - whole);
    }

    private static StringBuilder AppendScientific(StringBuilder builder, string digits, int exponent)
    {
        builder.Append(digits[0]);
        if (digits.Length > 1)
            builder.Append('.').Append(digits, 1, digits.Length - 1);
        return builder.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture));
    }

    /// <summary>Steele and White's algorithm on integers, with the choices of NumPy's dragon4.c. <paramref name="exponent"/> is the power of ten of the first digit.</summary>
    private string ShortestDigits(out int exponent)
    {
        // value = significand × 2^binary; numerator ÷ denominator leaves room for half the gap to each neighbour.
        int binary = Math.Max(BiasedExponent, 1) - ExponentBias - 63;
        // As in dragon4.c, margins are inclusive for an even significand.
        bool isEven = (_significand & 1) == 0;
        bool nearerBelow = _significand == IntegerBit && BiasedExponent > 1;
        int extra = nearerBelow ? 2 : 1;
        BigInteger numerator = (BigInteger)_significand << (Math.Max(binary, 0) + extra);
        BigInteger denominator = BigInteger.One << (Math.Max(-binary, 0) + extra);
        BigInteger below = BigInteger.One << Math.Max(binary, 0);
        BigInteger above = nearerBelow ? below << 1 : below;

        double log = (63 - BitOperations.LeadingZeroCount(_significand) + binary) * 0.30102999566398120;
        exponent = (int)Math.Ceiling(log - 1e-9) - 1;
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        if (exponent >= 0)
            denominator *= power;
        else
            (numerator, below, above) = (numerator * power, below * power, above * power);
        while (numerator >= denominator * 10)
        {
            denominator *= 10;
            exponent++;
        }

        return Digits(numerator, denominator, below, above, isEven, ref exponent);
    }

    private static string Digits(BigInteger numerator, BigInteger denominator, BigInteger below, BigInteger above, bool isEven, ref int exponent)
    {
        var digits = new StringBuilder(21);
        while (true)
        {
            int digit = (int)BigInteger.DivRem(numerator, denominator, out numerator);
            int low = numerator.CompareTo(below), high = (numerator + above).CompareTo(denominator);
            bool reachesDown = isEven ? low <= 0 : low < 0, reachesUp = isEven ? high >= 0 : high > 0;
            if (reachesDown || reachesUp)
            {
                // If both ends are within the margin, take the nearer one, ties to even.
                int half = (numerator * 2).CompareTo(denominator);
                bool roundsDown = reachesDown != reachesUp ? reachesDown : half < 0 || (half == 0 && digit % 2 == 0);
                AppendLast(digits, roundsDown ? digit : digit + 1, ref exponent);
                return digits.ToString();
            }

            digits.Append((char)('0' + digit));
            numerator *= 10;
            below *= 10;
            above *= 10;
        }
    }

    private static void AppendLast(StringBuilder digits, int digit, ref int exponent)
    {
        if (digit < 10)
        {
            digits.Append((char)('0' + digit));
            return;
        }

        while (digits.Length > 0 && digits[^1] == '9')
            digits.Length--;
        if (digits.Length == 0)
        {
            digits.Append('1');
            exponent++;
        }
        else
        {
            digits[^1]++;
        }
    }
}
