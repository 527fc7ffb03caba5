using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

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
