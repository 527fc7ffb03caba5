using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NpyIO.Kernels;

/// <summary>Reverses the bytes of numbers, in place or while copying; records by their <see cref="SwapPlan"/>.</summary>
internal static class ByteSwap
{
    /// <summary>Maximum bytes of records handled at a time, so that they stay in the L1 cache for every part of the plan.</summary>
    private const int RecordPiece = 16 << 10;

    /// <summary>Returns false, with nothing changed, if the dtype has no <see cref="SwapPlan"/>. The length must be a multiple of the item size.</summary>
    internal static bool InPlace(Span<byte> items, DType dtype)
    {
        if (SwapPlan.ToNative(dtype) is not { } plan)
            return false;
        InPlace(items, plan);
        return true;
    }

    /// <summary>Like <see cref="InPlace(Span{byte}, DType)"/>. The destination has the same length and is the source or does not overlap it.</summary>
    internal static bool Copy(ReadOnlySpan<byte> source, Span<byte> destination, DType dtype)
    {
        if (SwapPlan.ToNative(dtype) is not { } plan)
            return false;
        Copy(source, destination, plan);
        return true;
    }

    internal static void InPlace(Span<byte> items, SwapPlan plan)
    {
        if (plan.IsUniform)
            Units(items, items, plan.UnitWidth);
        else if (!plan.IsNone)
            Records(items, plan);
    }

    /// <summary>The destination has the same length and does not overlap the source.</summary>
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

    private static int PieceLength(SwapPlan plan) => Math.Max(1, RecordPiece / plan.ItemSize) * plan.ItemSize;

    private static void Records(Span<byte> items, SwapPlan plan)
    {
        int piece = PieceLength(plan);
        while (!items.IsEmpty)
        {
            Span<byte> some = items[..Math.Min(piece, items.Length)];
            foreach (SwapPart part in plan.Parts)
                Part(some, plan.ItemSize, part);
            items = items[some.Length..];
        }
    }

    private static void Part(Span<byte> items, int itemSize, in SwapPart part)
    {
        Span<long> index = part.Counts.Length <= 64 ? stackalloc long[part.Counts.Length] : new long[part.Counts.Length];
        index.Clear();
        long offset = part.Offset;
        do
        {
            // Items are in the inner loop, so that it is long for small records.
            EveryItem(items, itemSize, (int)offset, part.Width, (int)part.RunLength);
        }
        while (Advance(index, ref offset, part));
    }

    private static bool Advance(Span<long> index, ref long offset, in SwapPart part)
    {
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            offset += part.Strides[axis];
            if (++index[axis] < part.Counts[axis])
                return true;
            offset -= part.Strides[axis] * part.Counts[axis];
            index[axis] = 0;
        }

        return false;
    }

    private static void EveryItem(Span<byte> items, int itemSize, int offset, int width, int runLength)
    {
        if (runLength > 4 * width)
        {
            for (long at = offset; at < items.Length; at += itemSize)
            {
                Span<byte> run = items.Slice((int)at, runLength);
                Units(run, run, width);
            }

            return;
        }

        for (int end = offset + runLength; offset < end; offset += width)
        {
            switch (width)
            {
                case 2:
                    Strided<ushort>(items, itemSize, offset);
                    break;
                case 4:
                    Strided<uint>(items, itemSize, offset);
                    break;
                case 8:
                    Strided<ulong>(items, itemSize, offset);
                    break;
                default:
                    Strided<UInt128>(items, itemSize, offset);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strided<T>(Span<byte> items, int itemSize, int offset)
        where T : unmanaged
    {
        ref byte origin = ref MemoryMarshal.GetReference(items);
        for (long at = offset; at < items.Length; at += itemSize)
        {
            // In bounds: the plan was made for this item size, so each unit is inside its item.
            ref byte unit = ref Unsafe.Add(ref origin, (nint)at);
            Unsafe.WriteUnaligned(ref unit, Reverse(Unsafe.ReadUnaligned<T>(ref unit)));
        }
    }

    /// <summary>The width is 1, 2, 4, 8 or 16. The destination is the source or does not overlap it.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Units16(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        // Reverses all 16 bytes of a long double, padding included, as NumPy does.
        Vector128<byte> reversed = Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int end = Math.Min(source.Length, destination.Length) & ~15;
        for (int i = 0; i < end; i += 16)
            Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)i), reversed).StoreUnsafe(ref to, (nuint)i);
    }

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
