using System.Globalization;
using System.Numerics;

namespace NpyIO;

/// <summary>A Python <c>range</c>. Two are equal when their three numbers are: Python compares what is in them, so that <c>range(0, 3, 2)</c> is <c>range(0, 4, 2)</c> there.</summary>
/// <param name="Start">The first number.</param>
/// <param name="Stop">The number before which it ends.</param>
/// <param name="Step">The distance from one number to the next; not zero.</param>
public sealed record PickleRange(BigInteger Start, BigInteger Stop, BigInteger Step)
{
    /// <summary>As Python writes it.</summary>
    public override string ToString() => Step.IsOne
        ? string.Create(CultureInfo.InvariantCulture, $"range({Start}, {Stop})")
        : string.Create(CultureInfo.InvariantCulture, $"range({Start}, {Stop}, {Step})");
}
