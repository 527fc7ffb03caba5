using System.Globalization;
using System.Numerics;
using NpyIO.Arrays.Printing;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>fractions.Fraction</c>, always in lowest terms and with a positive denominator. The default value is 0.</summary>
/// <remarks>As keys and in tuples, fractions equal other numbers of the same value, as in Python.</remarks>
public readonly record struct PickleFraction : IPythonValue
{
    /// <summary>The denominator minus 1, so that the default value is 0/1.</summary>
    private readonly BigInteger _denominatorLessOne;

    /// <summary>Creates a fraction, reduced to lowest terms.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator.</param>
    /// <exception cref="ArgumentException">The denominator is 0.</exception>
    public PickleFraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            PickleThrow.DenominatorIsZero(nameof(denominator));
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = denominator / divisor - 1;
    }

    /// <summary>The numerator; it has the sign of the fraction.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, always positive.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>Deconstructs the fraction.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator.</param>
    public void Deconstruct(out BigInteger numerator, out BigInteger denominator) => (numerator, denominator) = (Numerator, Denominator);

    string IPythonValue.Str => Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : ToString();

    void IPythonValue.AppendTo(PythonRepr repr) => repr.Raw("Fraction(").Value(Numerator).Raw(", ").Value(Denominator).Raw(")");

    /// <summary>Returns the numerator and denominator separated by a slash.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
