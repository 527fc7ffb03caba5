using System.Numerics;
using NpyIO.DTypes;
using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Python's arithmetic of its own numbers and NumPy's, as far as a comparison needs it. Long doubles are values of their own.</summary>
internal static class PythonNumbers
{
    internal static bool IsNumber(object? value) => IsReal(value) || value is Complex or Complex64;

    internal static bool IsNaN(object? value) =>
        TryComplex(value, out Complex number) ? double.IsNaN(number.Real) || double.IsNaN(number.Imaginary) : value is double or float or Half && double.IsNaN(ToDouble(value));

    /// <summary>Returns null if either is not a number.</summary>
    internal static bool? AreEqual(object? left, object? right)
    {
        bool isComplex = TryComplex(left, out Complex first), isOtherComplex = TryComplex(right, out Complex second);
        if ((!isComplex && !IsReal(left)) || (!isOtherComplex && !IsReal(right)))
            return null;
        if (isComplex && isOtherComplex)
            return first == second;
        if (isComplex)
            return first.Imaginary == 0 && AreEqual(first.Real, right) == true;
        if (isOtherComplex)
            return second.Imaginary == 0 && AreEqual(left, second.Real) == true;
        bool isInteger = TryInteger(left, out BigInteger one), isOtherInteger = TryInteger(right, out BigInteger other);
        if (isInteger && isOtherInteger)
            return one == other;
        if (isInteger == isOtherInteger)
            return ToDouble(left!) == ToDouble(right!);
        double real = ToDouble(isInteger ? right! : left!);
        return double.IsFinite(real) && real == Math.Truncate(real) && new BigInteger(real) == (isInteger ? one : other);
    }

    internal static object Distance(object left, object right)
    {
        if (TryComplex(left, out Complex first) | TryComplex(right, out Complex second))
            return Magnitude((left is Complex or Complex64 ? first : ToDouble(left)) - (right is Complex or Complex64 ? second : ToDouble(right)));
        if (TryInteger(left, out BigInteger one) && TryInteger(right, out BigInteger other))
            return BigInteger.Abs(one - other) is var distance && distance <= long.MaxValue ? (long)distance : distance;
        return Math.Abs(ToDouble(left) - ToDouble(right));
    }

    internal static bool IsAtLeast(object left, object right) =>
        TryInteger(left, out BigInteger one) && TryInteger(right, out BigInteger other) ? one >= other : ToDouble(left) >= ToDouble(right);

    internal static bool IsZero(object value) => TryComplex(value, out Complex number) ? number == Complex.Zero : ToDouble(value) == 0;

    internal static double Ratio(object distance, object desired) => TryInteger(distance, out BigInteger one) && TryInteger(desired, out BigInteger other)
        ? IntegerMath.Divide(one, BigInteger.Abs(other))
        : ToDouble(distance) / (TryComplex(desired, out Complex number) ? Magnitude(number) : Math.Abs(ToDouble(desired)));

    /// <summary>Rounds to nearest; an integer beyond all doubles is infinite.</summary>
    internal static double ToDouble(object value) => value switch
    {
        double number => number,
        float number => number,
        Half number => (double)number,
        _ => TryInteger(value, out BigInteger whole) ? IntegerMath.ToDouble(whole) : double.NaN,
    };

    private static bool IsReal(object? value) => value is double or float or Half || TryInteger(value, out _);

    private static double Magnitude(Complex number) => (double)LongDoubleMath.Hypotenuse(number.Real, number.Imaginary);

    private static bool TryComplex(object? value, out Complex number)
    {
        number = value switch
        {
            Complex given => given,
            Complex64 given => new Complex(given.Real, given.Imaginary),
            _ => default,
        };
        return value is Complex or Complex64;
    }

    private static bool TryInteger(object? value, out BigInteger whole)
    {
        BigInteger? found = value switch
        {
            bool truth => truth ? 1 : 0,
            int number => number,
            long number => number,
            BigInteger number => number,
            sbyte number => number,
            short number => number,
            byte number => number,
            ushort number => number,
            uint number => number,
            ulong number => number,
            _ => null,
        };
        whole = found ?? default;
        return found is not null;
    }
}
