using System.Numerics;
using System.Text;

namespace NpyIO.DTypes;

/// <summary>
/// The decimal digits of a finite number as NumPy chooses them (<c>Dragon4</c> in dragon4.c, "unique" mode): as few as distinguish the number from its neighbours, within limits.
/// If a limit cuts them off, the last is rounded, ties to even.
/// </summary>
/// <remarks>
/// .NET's shortest digits differ at some powers of two, and its formats with a precision round ties away from zero.
/// </remarks>
internal readonly struct DecimalDigits
{
    private DecimalDigits(string digits, int exponent)
    {
        Digits = digits;
        Exponent = exponent;
    }

    /// <summary>At least one; the first is 0 only if the number is, or rounds to, 0.</summary>
    internal string Digits { get; }

    /// <summary>The power of ten of the first digit.</summary>
    internal int Exponent { get; }

    internal static DecimalDigits Shortest(RealNumber number) => Of(number, maxFraction: null, int.MaxValue, 1);

    /// <summary>At most so many digits after the decimal point.</summary>
    internal static DecimalDigits Positional(RealNumber number, int maxFraction) => Of(number, maxFraction, int.MaxValue, 1);

    /// <summary>At most, and if the number is not 0 at least, so many digits in total; <paramref name="minDigits"/> may be more than distinguish the number.</summary>
    internal static DecimalDigits Scientific(RealNumber number, int maxDigits, int minDigits) => Of(number, maxFraction: null, maxDigits, minDigits);

    private static DecimalDigits Of(RealNumber number, int? maxFraction, int maxDigits, int minDigits)
    {
        if (number.Significand == 0)
            return new DecimalDigits("0", 0);

        // Exact, or one too low. NumPy begins at the last allowed digit if the first one comes after it.
        int first = (int)Math.Ceiling(number.Magnitude * 0.30102999566398120 - 1e-9) - 1;
        if (maxFraction is { } fraction)
            first = Math.Max(first, -fraction);
        return BitsOf(number, first) switch
        {
            <= 64 => Generator<ulong>.Run(number, first, maxFraction, maxDigits, minDigits),
            <= 128 => Generator<UInt128>.Run(number, first, maxFraction, maxDigits, minDigits),
            _ => Generator<BigInteger>.Run(number, first, maxFraction, maxDigits, minDigits),
        };
    }

    /// <summary>An upper bound of the bits of the algorithm's intermediate values.</summary>
    private static double BitsOf(RealNumber number, int first)
    {
        // Two for the halves of the margins, a factor of ten if the first digit is one too low, another for the next digit, and a carry.
        const int Margin = 10;
        double powerOfTen = Math.Abs(first) * 3.3219280948873626;
        int significandBits = 64 - BitOperations.LeadingZeroCount(number.Significand);
        double numerator = significandBits + Math.Max(number.Exponent, 0) + (first < 0 ? powerOfTen : 0);
        double denominator = 1 + Math.Max(-number.Exponent, 0) + (first > 0 ? powerOfTen : 0);
        return Math.Max(numerator, denominator) + Margin;
    }

    /// <summary>Steele and White's algorithm on integers: remainder ÷ unit is what the digits so far leave over, and the margins are half the distances to the neighbours.</summary>
    private ref struct Generator<T>
        where T : IBinaryInteger<T>
    {
        private static readonly T Ten = T.CreateChecked(10);

        private readonly bool _isEven;
        private T _remainder;
        private T _unit;
        private T _below;
        private T _above;

        private Generator(RealNumber number, int first)
        {
            int extra = number.IsNearerBelow ? 2 : 1;
            _isEven = (number.Significand & 1) == 0;
            _remainder = T.CreateChecked(number.Significand) << (Math.Max(number.Exponent, 0) + extra);
            _unit = T.One << (Math.Max(-number.Exponent, 0) + extra);
            _below = T.One << Math.Max(number.Exponent, 0);
            _above = number.IsNearerBelow ? _below << 1 : _below;
            T power = PowerOfTen(Math.Abs(first));
            if (first >= 0)
                _unit *= power;
            else
                (_remainder, _below, _above) = (_remainder * power, _below * power, _above * power);
        }

        internal static DecimalDigits Run(RealNumber number, int first, int? maxFraction, int maxDigits, int minDigits)
        {
            var generator = new Generator<T>(number, first);
            if (generator._remainder >= generator._unit * Ten)
            {
                generator._unit *= Ten;
                first++;
            }

            int last = Math.Max(-(maxFraction ?? int.MaxValue), first - Math.Min(maxDigits - 1, 1 << 20));
            return generator.Digits(first, last, first - minDigits + 1);
        }

        /// <summary>The powers of ten of the digits: the first, the last allowed, and the first after which the number may be distinguished.</summary>
        private DecimalDigits Digits(int first, int last, int least)
        {
            var digits = new StringBuilder(24);
            for (int place = first; ; place--)
            {
                int digit = NextDigit();
                int low = _remainder.CompareTo(_below), high = (_remainder + _above).CompareTo(_unit);

                // As in dragon4.c, the margins are inclusive for an even significand.
                bool reachesDown = _isEven ? low <= 0 : low < 0, reachesUp = _isEven ? high >= 0 : high > 0;
                if (((reachesDown || reachesUp) && place <= least) || place == last)
                {
                    bool roundsUp = reachesDown == reachesUp ? IsNearerAbove(digit) : reachesUp;
                    return Rounded(digits, roundsUp ? digit + 1 : digit, first);
                }

                digits.Append((char)('0' + digit));
                _remainder *= Ten;
                _below *= Ten;
                _above *= Ten;
            }
        }

        /// <summary>Divides by subtracting, which is faster than a division of 128 bits.</summary>
        private int NextDigit()
        {
            int digit = 0;
            for (; _remainder >= _unit; digit++)
                _remainder -= _unit;
            return digit;
        }

        private readonly bool IsNearerAbove(int digit)
        {
            int half = (_remainder << 1).CompareTo(_unit);
            return half > 0 || (half == 0 && digit % 2 != 0);
        }

        private static DecimalDigits Rounded(StringBuilder digits, int last, int first)
        {
            if (last < 10)
                return new DecimalDigits(digits.Append((char)('0' + last)).ToString(), first);

            while (digits.Length > 0 && digits[^1] == '9')
                digits.Length--;
            if (digits.Length == 0)
                return new DecimalDigits("1", first + 1);
            digits[^1]++;
            return new DecimalDigits(digits.ToString(), first);
        }

        private static T PowerOfTen(int exponent)
        {
            T power = T.One, square = Ten;
            for (; exponent > 0; exponent >>= 1)
            {
                if ((exponent & 1) != 0)
                    power *= square;
                if (exponent > 1)
                    square *= square;
            }

            return power;
        }
    }
}
