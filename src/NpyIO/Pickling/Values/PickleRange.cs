using System.Numerics;
using NpyIO.Arrays.Printing;

namespace NpyIO;

/// <summary>A Python <c>range</c>. Two are equal if their three numbers are; Python compares their contents, so <c>range(0, 3, 2)</c> equals <c>range(0, 4, 2)</c> there.</summary>
/// <param name="Start">The first number.</param>
/// <param name="Stop">The end, exclusive.</param>
/// <param name="Step">The difference between consecutive numbers; not zero.</param>
public sealed record PickleRange(BigInteger Start, BigInteger Stop, BigInteger Step) : IPythonValue
{
    void IPythonValue.AppendTo(PythonRepr repr)
    {
        repr.Raw("range(").Value(Start).Raw(", ").Value(Stop);
        if (!Step.IsOne)
            repr.Raw(", ").Value(Step);
        repr.Raw(")");
    }

    /// <summary>Returns the range as Python writes it.</summary>
    public override string ToString() => PythonRepr.ShortOf(this);
}
