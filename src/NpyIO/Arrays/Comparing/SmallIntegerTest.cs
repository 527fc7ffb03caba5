using System.Numerics.Tensors;
using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Tests integers of 64 bits beside real numbers of another type as doubles, which hold most integers that occur. For one thread.</summary>
internal sealed class SmallIntegerTest(NumberType actual, NumberType desired)
{
    // All integers up to it are doubles, and no integer beyond it is rounded to a lesser double.
    private const double MaxExact = 1L << 53;

    private readonly NumberReader<double> _actual = new(actual == NumberType.Float64 ? null : CastKernels.Get(actual, NumberType.Float64));
    private readonly NumberReader<double> _desired = new(desired == NumberType.Float64 ? null : CastKernels.Get(desired, NumberType.Float64));

    /// <summary>Returns null if there is no such test of these types.</summary>
    internal static SmallIntegerTest? Of(NumberType actual, NumberType desired) => IsReal(actual) && IsReal(desired) ? new SmallIntegerTest(actual, desired) : null;

    internal SmallIntegerTest Fork() => new(actual, desired);

    /// <summary>Whether none of the numbers differ, as far as that can be said quickly.</summary>
    internal bool AreSurelyClose(in ComparedPart part, Tolerance tolerance, NaNRule nan)
    {
        ReadOnlySpan<double> left = _actual.Read(part.Actual);
        ReadOnlySpan<double> right = _desired.Read(part.Desired);
        return AreExact(actual, left) && AreExact(desired, right) && default(FloatRule<double>).AreSurelyClose(left, right, tolerance, nan);
    }

    private static bool AreExact(NumberType type, ReadOnlySpan<double> values) => NumberFormat.Of(type).IsFloat || TensorPrimitives.MaxMagnitude(values) is > -MaxExact and < MaxExact;

    private static bool IsReal(NumberType type) => NumberFormat.Of(type) is { IsComplex: false } && type != NumberType.LongDouble;
}
