using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

/// <summary>Integers of 64 bits beside floats, complex numbers or integers of the other sign. Differences are measured in doubles, as NumPy does.</summary>
internal readonly struct ExactRule : INumberRule<ExactNumber, double, double>
{
    /// <summary>The least number if the desired dtype is one of integers, whose absolute value NumPy leaves negative; otherwise 0.</summary>
    internal double LeastDesired { get; init; }

    public bool IsNaN(ExactNumber value) => double.IsNaN(value.Rounded.Real) || double.IsNaN(value.Rounded.Imaginary);

    public bool IsInfinity(ExactNumber value) => double.IsInfinity(value.Rounded.Real) || double.IsInfinity(value.Rounded.Imaginary);

    public bool IsZero(ExactNumber value) => value.Rounded == Complex.Zero;

    public bool AreEqual(ExactNumber actual, ExactNumber desired) =>
        actual.Rounded == desired.Rounded && (!actual.IsWhole || !desired.IsWhole || actual.Whole == desired.Whole);

    public bool IsWithin(ExactNumber actual, ExactNumber desired, Tolerance tolerance) =>
        double.Hypot(actual.Difference(desired), actual.Rounded.Imaginary - desired.Rounded.Imaginary) <= tolerance.At(Length(desired));

    public bool AreSurelyClose(ReadOnlySpan<ExactNumber> actual, ReadOnlySpan<ExactNumber> desired, Tolerance tolerance, NaNRule nan) => false;

    public double Distance(ExactNumber actual, ExactNumber desired) =>
        double.Hypot(actual.Rounded.Real - desired.Rounded.Real, actual.Rounded.Imaginary - desired.Rounded.Imaginary);

    public double Ratio(double distance, ExactNumber desired) => desired.Rounded.Real == LeastDesired && LeastDesired != 0 ? distance / LeastDesired : distance / Length(desired);

    public double Greater(double one, double other) => Math.Max(one, other);

    private static double Length(ExactNumber value) => double.Hypot(value.Rounded.Real, value.Rounded.Imaginary);
}

/// <summary>Reads numbers as <see cref="ExactNumber"/>s.</summary>
internal static class ExactNumbers
{
    // In elements.
    private const int Piece = 256;

    internal static CastKernel From(NumberType type) => type switch
    {
        NumberType.Int64 => static (source, destination) => Convert<long>(source, destination, ExactNumber.Of),
        NumberType.UInt64 => static (source, destination) => Convert<ulong>(source, destination, ExactNumber.Of),
        _ => new Rounded(CastKernels.Get(type, NumberType.Complex128), NumberTypes.SizeOf(type)).Convert,
    };

    private static void Convert<T>(ReadOnlySpan<byte> source, Span<byte> destination, Func<T, ExactNumber> convert)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(source);
        Span<ExactNumber> numbers = MemoryMarshal.Cast<byte, ExactNumber>(destination);
        for (int i = 0; i < values.Length; i++)
            numbers[i] = convert(values[i]);
    }

    /// <summary>For types whose values doubles hold.</summary>
    private sealed class Rounded(CastKernel cast, int size)
    {
        internal void Convert(ReadOnlySpan<byte> source, Span<byte> destination)
        {
            Span<Complex> rounded = stackalloc Complex[Piece];
            for (int done = 0; done < source.Length; done += Piece * size)
            {
                ReadOnlySpan<byte> piece = source.Slice(done, Math.Min(Piece * size, source.Length - done));
                int count = piece.Length / size;
                cast(piece, MemoryMarshal.AsBytes(rounded[..count]));
                ExactNumbers.Convert<Complex>(MemoryMarshal.AsBytes(rounded[..count]), destination[(done / size * Unsafe.SizeOf<ExactNumber>())..], ExactNumber.Of);
            }
        }
    }
}
