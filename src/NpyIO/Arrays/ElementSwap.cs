using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>Reverses the byte order of one value. The JIT resolves the branches on T.</summary>
internal static class ElementSwap
{
    /// <summary>Reverses the bytes of a number, or of each part of a complex number.</summary>
    internal static T Swap<T>(T value)
    {
        if (typeof(T) == typeof(Complex64))
            return ReverseParts(value, sizeof(float));

        if (typeof(T) == typeof(Complex))
            return ReverseParts(value, sizeof(double));

        if (typeof(T) == typeof(ComplexLongDouble))
            return ReverseParts(value, Unsafe.SizeOf<LongDouble>());

        return Unsafe.SizeOf<T>() switch
        {
            1 => value,
            2 => Unsafe.BitCast<ushort, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ushort>(value))),
            4 => Unsafe.BitCast<uint, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, uint>(value))),
            8 => Unsafe.BitCast<ulong, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ulong>(value))),
            _ => ReverseParts(value, Unsafe.SizeOf<T>()),
        };
    }

    private static T ReverseParts<T>(T value, int partSize)
    {
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());
        for (int start = 0; start < bytes.Length; start += partSize)
            bytes.Slice(start, partSize).Reverse();

        return value;
    }
}
