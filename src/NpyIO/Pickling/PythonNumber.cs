using System.Globalization;
using System.Numerics;

namespace NpyIO.Pickling;

/// <summary>A number by its value, whatever its type: in Python 1, 1.0, 1+0j, True, Decimal(1) and Fraction(1) are equal and have the same hash.</summary>
/// <remarks>
/// Each value has one form: an integer, a double (two for a complex number), or a fraction in lowest terms if no double is exact. Decimals with very many digits or a large exponent
/// are compared as text, and complex numbers that doubles cannot hold by their parts.
/// </remarks>
internal readonly struct PythonNumber : IEquatable<PythonNumber>
{
    // The smallest double above every long.
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>Bits of a long number that count as one step.</summary>
    private const int BitsPerStep = 512;

    // A long double's exponent can make it a fraction of 16 thousand bits.
    private const int LongDoubleCost = 4;

    // Decimals with more digits, or a larger exponent, are compared as text.
    private const int MaxDigits = 1000;

    private const int BitsOfDouble = 53;

    // The smallest positive double is 2 to the power of minus this.
    private const int MinPower = 1074;

    private readonly Form _form;
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;
    private readonly Complex _double;
    private readonly object? _exact;

    private PythonNumber(BigInteger whole) => (_form, _numerator) = (Form.Whole, whole);

    private PythonNumber(object exact) => (_form, _exact) = (Form.Exact, exact);

    private PythonNumber(BigInteger numerator, BigInteger denominator) => (_form, _numerator, _denominator) = (Form.Fraction, numerator, denominator);

    private PythonNumber(Complex number)
    {
        // A value without a fraction is an integer, whatever its type.
        bool isWhole = number.Imaginary == 0 && double.IsInteger(number.Real);
        _form = isWhole ? Form.Whole : Form.Double;
        if (!isWhole)
            _double = number;
        else
            _numerator = Math.Abs(number.Real) < TwoTo63 ? (long)number.Real : new BigInteger(number.Real);
    }

    internal static bool TryOf(object value, out PythonNumber number)
    {
        PythonNumber? found = value switch
        {
            long i => Whole(i),
            bool b => Whole(b ? 1 : 0),
            double d => Of(d),
            BigInteger i => Whole(i),
            Complex c => new(c),
            int i => Whole(i),
            uint i => Whole(i),
            ulong i => Whole(i),
            short i => Whole(i),
            ushort i => Whole(i),
            sbyte i => Whole(i),
            byte i => Whole(i),
            nint i => Whole(i),
            nuint i => Whole((ulong)i),
            Int128 i => Whole((BigInteger)i),
            UInt128 i => Whole((BigInteger)i),
            float d => Of(d),
            Half d => Of((double)d),
            Complex64 c => new(new Complex(c.Real, c.Imaginary)),
            LongDouble d => Of(d),
            ComplexLongDouble c => Of(c),
            PickleDecimal d => Of(d),
            PickleFraction f => OfFraction(f.Numerator, f.Denominator),
            _ => null,
        };
        number = found ?? default;
        return found is not null;
    }

    private static PythonNumber Whole(BigInteger number) => new(number);

    private static PythonNumber Of(double number) => new(new Complex(number, 0));

    /// <summary>The fraction must be in lowest terms with a positive denominator.</summary>
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

    internal static bool IsNaN(object value) => value switch
    {
        double d => double.IsNaN(d),
        float d => float.IsNaN(d),
        Half d => Half.IsNaN(d),
        Complex c => double.IsNaN(c.Real) || double.IsNaN(c.Imaginary),
        Complex64 c => float.IsNaN(c.Real) || float.IsNaN(c.Imaginary),
        LongDouble d => LongDouble.IsNaN(d),
        ComplexLongDouble c => LongDouble.IsNaN(c.Real) || LongDouble.IsNaN(c.Imaginary),
        PickleDecimal d => d.IsNaN,
        _ => false,
    };

    /// <summary>In steps of parsing, hashing or comparing; 0 for small numbers.</summary>
    internal static long CostOf(object value) => value switch
    {
        BigInteger number => number.GetBitLength() / BitsPerStep,
        PickleFraction number => (number.Numerator.GetBitLength() + number.Denominator.GetBitLength()) / BitsPerStep,
        PickleDecimal number => CostOf(number),
        LongDouble or ComplexLongDouble => LongDoubleCost,
        _ => 0,
    };

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

    public bool Equals(PythonNumber other) => _form == other._form && _form switch
    {
        Form.Whole => _numerator == other._numerator,
        Form.Double => _double == other._double,
        Form.Fraction => _numerator == other._numerator && _denominator == other._denominator,
        _ => Equals(_exact, other._exact),
    };

    public override bool Equals(object? obj) => obj is PythonNumber other && Equals(other);

    public override int GetHashCode() => _form switch
    {
        Form.Whole => _numerator >= long.MinValue && _numerator <= long.MaxValue ? HashOf((long)_numerator) : HashCode.Combine(_numerator),
        Form.Double => HashCode.Combine(HashOf(_double.Real), HashOf(_double.Imaginary)),
        Form.Fraction => HashCode.Combine(_numerator, _denominator),
        _ => HashCode.Combine(_exact),
    };

    // .NET's own hash is the exclusive or of both halves, so a file could make all of its keys collide.
    internal static int HashOf(long whole) => HashCode.Combine((int)whole, (int)(whole >> 32));

    private static int HashOf(double number) => HashOf(BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number));

    private enum Form
    {
        Whole,
        Double,
        Fraction,
        Exact,
    }
}
