using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

internal static partial class ByteSwap
{
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

    /// <summary>Swaps one part of every item in a piece: grid in the outer loop, items in the inner one, so that the inner loop is long for small records.</summary>
    private static void Part(Span<byte> items, int itemSize, in SwapPart part)
    {
        Span<long> index = part.Counts.Length <= 64 ? stackalloc long[part.Counts.Length] : new long[part.Counts.Length];
        index.Clear();
        long offset = part.Offset;
        do
        {
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

    /// <summary>Swaps one unit in every item. The plan was made for this item size, so each unit is inside its item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strided<T>(Span<byte> items, int itemSize, int offset)
        where T : unmanaged
    {
        ref byte origin = ref MemoryMarshal.GetReference(items);
        for (long at = offset; at < items.Length; at += itemSize)
        {
            ref byte unit = ref Unsafe.Add(ref origin, (nint)at);
            Unsafe.WriteUnaligned(ref unit, Reverse(Unsafe.ReadUnaligned<T>(ref unit)));
        }
    }
}
