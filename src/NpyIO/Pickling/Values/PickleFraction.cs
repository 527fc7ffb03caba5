using System.Globalization;
using System.Numerics;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A Python <c>fractions.Fraction</c>, always in lowest terms and with a positive denominator. The default value is 0.</summary>
/// <remarks>As keys and in tuples fractions are equal to other numbers of the same value, as in Python.</remarks>
public readonly record struct PickleFraction
{
    /// <summary>One less than the denominator, so that the default value is 0/1.</summary>
    private readonly BigInteger _denominatorLessOne;

    /// <summary>A fraction; it is reduced to lowest terms.</summary>
    /// <param name="numerator">What stands above the line.</param>
    /// <param name="denominator">What stands below it.</param>
    /// <exception cref="ArgumentException">The denominator is 0.</exception>
    public PickleFraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            PickleThrow.DenominatorIsZero(nameof(denominator));
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = denominator / divisor - 1;
    }

    /// <summary>What stands above the line.</summary>
    public BigInteger Numerator { get; }

    /// <summary>What stands below it; more than 0.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>Takes it apart.</summary>
    /// <param name="numerator">What stands above the line.</param>
    /// <param name="denominator">What stands below it.</param>
    public void Deconstruct(out BigInteger numerator, out BigInteger denominator) => (numerator, denominator) = (Numerator, Denominator);

    /// <summary>Both numbers with a stroke between them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
