using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Conversions of values that have passed their <see cref="LossCheck"/>: those of <see cref="CastKernels"/>, except the few that round differently or can be faster.</summary>
internal static class CheckedKernels
{
    internal static CastKernel Get(NumberType from, NumberType to) => (from, to) switch
    {
        (NumberType.LongDouble, NumberType.Float16) => LongDoubleToHalf,
        (NumberType.ComplexLongDouble, NumberType.Float16) => ComplexLongDoubleToHalf,
        (NumberType.Float64, NumberType.Int32) => DoubleToInt32,
        _ => CastKernels.Get(from, to),
    };

    private static void LongDoubleToHalf(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<LongDouble> from = MemoryMarshal.Cast<byte, LongDouble>(source);
        Span<Half> to = MemoryMarshal.Cast<byte, Half>(destination);
        for (int i = 0; i < from.Length; i++)
            to[i] = LongDoubleCasts.ToHalf(from[i]);
    }

    private static void ComplexLongDoubleToHalf(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<StoredComplex<LongDouble>> from = MemoryMarshal.Cast<byte, StoredComplex<LongDouble>>(source);
        Span<Half> to = MemoryMarshal.Cast<byte, Half>(destination);
        for (int i = 0; i < from.Length; i++)
            to[i] = LongDoubleCasts.ToHalf(from[i].Real);
    }

    /// <summary>Values are in range, so the processor's conversion needs no guard.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DoubleToInt32(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<double> from = MemoryMarshal.Cast<byte, double>(source);
        Span<int> to = MemoryMarshal.Cast<byte, int>(destination)[..from.Length];
        for (int i = 0; i < from.Length; i++)
            to[i] = double.ConvertToIntegerNative<int>(from[i]);
    }
}
