using System.Numerics;

namespace NpyIO.Kernels;

/// <summary>A 64-bit integer, or a number that doubles hold, to be compared exactly; NumPy rounds the integer.</summary>
/// <param name="Rounded">The number as NumPy computes with it.</param>
/// <param name="Whole">The integer.</param>
/// <param name="IsWhole">Whether the number is the integer.</param>
internal readonly record struct ExactNumber(Complex Rounded, Int128 Whole, bool IsWhole)
{
    // All greater doubles are integers.
    private const double MaxFraction = 1L << 53;

    internal static ExactNumber Of(long value) => new(value, value, IsWhole: true);

    internal static ExactNumber Of(ulong value) => new(value, value, IsWhole: true);

    internal static ExactNumber Of(Complex value) => IsInteger(value.Real) ? new(value, (Int128)value.Real, IsWhole: true) : new(value, 0, IsWhole: false);

    internal double Difference(ExactNumber other) => IsWhole && other.IsWhole ? (double)(Whole - other.Whole) : Rounded.Real - other.Rounded.Real;

    // Within the range of Int128, and far above that of the integers.
    private static bool IsInteger(double value) => Math.Abs(value) is >= MaxFraction and < 1e30 || (Math.Abs(value) < MaxFraction && value == Math.Truncate(value));
}
