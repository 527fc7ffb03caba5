using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NpyIO.Kernels;

/// <summary>Reverses the bytes of numbers, in place or while copying; records by their <see cref="SwapPlan"/>.</summary>
internal static partial class ByteSwap
{
    /// <summary>Maximum bytes of records handled at a time, so that they stay in the L1 cache for every part of the plan.</summary>
    private const int RecordPiece = 16 << 10;

    /// <summary>Converts items between a dtype's stored byte order and native order. The length must be a multiple of the item size.</summary>
    /// <returns>False, with nothing changed, if the dtype has no <see cref="SwapPlan"/>.</returns>
    internal static bool InPlace(Span<byte> items, DType dtype)
    {
        if (SwapPlan.ToNative(dtype) is not { } plan)
            return false;
        InPlace(items, plan);
        return true;
    }

    /// <summary>Like <see cref="InPlace(Span{byte}, DType)"/>, to a destination of the same length that is the source or does not overlap it.</summary>
    internal static bool Copy(ReadOnlySpan<byte> source, Span<byte> destination, DType dtype)
    {
        if (SwapPlan.ToNative(dtype) is not { } plan)
            return false;
        Copy(source, destination, plan);
        return true;
    }

    /// <summary>Swaps items in place. The length must be a multiple of the plan's item size.</summary>
    internal static void InPlace(Span<byte> items, SwapPlan plan)
    {
        if (plan.IsUniform)
            Units(items, items, plan.UnitWidth);
        else if (!plan.IsNone)
            Records(items, plan);
    }

    /// <summary>Swaps items into a destination of the same length that does not overlap the source.</summary>
    internal static void Copy(ReadOnlySpan<byte> source, Span<byte> destination, SwapPlan plan)
    {
        if (plan.IsUniform)
        {
            Units(source, destination[..source.Length], plan.UnitWidth);
            return;
        }

        if (plan.IsNone)
        {
            source.CopyTo(destination);
            return;
        }

        int piece = PieceLength(plan);
        while (!source.IsEmpty)
        {
            int length = Math.Min(piece, source.Length);
            source[..length].CopyTo(destination);
            Records(destination[..length], plan);
            source = source[length..];
            destination = destination[length..];
        }
    }

    /// <summary>Reverses every unit of <paramref name="width"/> bytes (1, 2, 4, 8 or 16). The destination is the source or does not overlap it.</summary>
    internal static void Units(ReadOnlySpan<byte> source, Span<byte> destination, int width)
    {
        switch (width)
        {
            case 1:
                source.CopyTo(destination);
                break;
            case 2:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<byte, ushort>(destination));
                break;
            case 4:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(source), MemoryMarshal.Cast<byte, uint>(destination));
                break;
            case 8:
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(source), MemoryMarshal.Cast<byte, ulong>(destination));
                break;
            case 16:
                Units16(source, destination);
                break;
            default:
                KernelThrow.UnitWidth(width);
                break;
        }
    }

    /// <summary>Reverses all 16 bytes of a long double, padding included, as NumPy does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Units16(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Vector128<byte> reversed = Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int end = Math.Min(source.Length, destination.Length) & ~15;
        for (int i = 0; i < end; i += 16)
            Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)i), reversed).StoreUnsafe(ref to, (nuint)i);
    }

    private static int PieceLength(SwapPlan plan) => Math.Max(1, RecordPiece / plan.ItemSize) * plan.ItemSize;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Reverse<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(ushort))
            return (T)(object)BinaryPrimitives.ReverseEndianness((ushort)(object)value);
        if (typeof(T) == typeof(uint))
            return (T)(object)BinaryPrimitives.ReverseEndianness((uint)(object)value);
        if (typeof(T) == typeof(ulong))
            return (T)(object)BinaryPrimitives.ReverseEndianness((ulong)(object)value);
        return (T)(object)BinaryPrimitives.ReverseEndianness((UInt128)(object)value);
    }
}
