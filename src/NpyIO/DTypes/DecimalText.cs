using System.Globalization;
using System.Text;

namespace NpyIO.DTypes;

/// <summary>Writes decimal digits with a decimal point or an exponent, as NumPy does.</summary>
internal static class DecimalText
{
    /// <summary>Appends the digits around a decimal point: <c>120.5</c>, <c>0.002</c>, <c>120.</c>; trailing zeros of the fraction are dropped. Returns the number of characters after the point.</summary>
    internal static int AppendPositional(StringBuilder text, DecimalDigits number)
    {
        string digits = number.Digits;
        int whole = number.Exponent + 1;
        int end = digits.AsSpan().TrimEnd('0').Length;
        if (whole <= 0)
        {
            text.Append("0.");
            if (end == 0)
                return 0;
            text.Append('0', -whole).Append(digits, 0, end);
            return end - whole;
        }

        if (end <= whole)
        {
            text.Append(digits, 0, Math.Min(digits.Length, whole)).Append('0', Math.Max(0, whole - digits.Length)).Append('.');
            return 0;
        }

        text.Append(digits, 0, whole).Append('.').Append(digits, whole, end - whole);
        return end - whole;
    }

    /// <summary>Appends the first digit, a decimal point and the other digits, with zeros up to <paramref name="fraction"/> of them.</summary>
    internal static StringBuilder AppendSignificand(StringBuilder text, DecimalDigits number, int fraction)
    {
        string digits = number.Digits;
        return text.Append(digits[0]).Append('.').Append(digits, 1, digits.Length - 1).Append('0', Math.Max(0, fraction - (digits.Length - 1)));
    }

    /// <summary>Appends an exponent of at least so many digits: <c>e-05</c>.</summary>
    internal static StringBuilder AppendExponent(StringBuilder text, int exponent, int minDigits = 2) =>
        text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(minDigits, '0'));

    /// <summary>Python's <c>repr</c> of a float.</summary>
    internal static StringBuilder AppendFloat(StringBuilder text, double value, string zero = ".0") => AppendScalar(text, RealNumber.Of(value), IsPositional(value, 1e16), zero);

    /// <summary>Whether NumPy writes a number without an exponent; numbers from the limit on have one.</summary>
    internal static bool IsPositional(double value, double limit) => value == 0 || (Math.Abs(value) >= 1e-4 && Math.Abs(value) < limit);

    /// <summary>
    /// Appends a number on its own: NumPy's <c>str</c> of a scalar and Python's of a float: <c>1.5</c>, <c>1e+16</c>, <c>nan</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <param name="isPositional">Whether to write it without an exponent.</param>
    /// <param name="zero">What follows the decimal point of a whole number; without it there is no point either.</param>
    internal static StringBuilder AppendScalar(StringBuilder text, RealNumber number, bool isPositional, string zero = ".0")
    {
        if (number.IsNaN)
            return text.Append("nan");
        text.Append(number.IsNegative ? "-" : "");
        if (!number.IsFinite)
            return text.Append("inf");

        DecimalDigits digits = DecimalDigits.Shortest(number);
        if (!isPositional)
        {
            text.Append(digits.Digits[0]);
            if (digits.Digits.Length > 1)
                text.Append('.').Append(digits.Digits, 1, digits.Digits.Length - 1);
            return AppendExponent(text, digits.Exponent);
        }

        if (AppendPositional(text, digits) == 0)
        {
            text.Length--;
            text.Append(zero);
        }

        return text;
    }
}
