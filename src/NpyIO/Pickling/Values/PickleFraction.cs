using System.Numerics;

namespace NpyIO;

/// <summary>A Python <c>fractions.Fraction</c>.</summary>
/// <param name="Numerator">What stands above the line.</param>
/// <param name="Denominator">What stands below it.</param>
public readonly record struct PickleFraction(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>Both numbers with a stroke between them.</summary>
    public override string ToString() => $"{Numerator}/{Denominator}";
}
