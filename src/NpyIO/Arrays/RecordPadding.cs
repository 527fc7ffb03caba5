using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>The padding bytes of records, which belong to no field.</summary>
internal static class RecordPadding
{
    /// <summary>Whether an item has padding, at any depth.</summary>
    internal static bool IsIn(DType dtype)
    {
        if (dtype.Base is { } inner)
            return IsIn(inner);

        if (!dtype.IsStruct)
            return false;

        long end = 0;
        foreach (Field field in dtype.Fields.OrderBy(field => field.Offset))
        {
            if (field.Offset > end || IsIn(field.DType))
                return true;

            end = Math.Max(end, field.Offset + field.DType.ItemSize);
        }

        return end < dtype.ItemSize;
    }

    /// <summary>Copies the fields of every item, but not the padding.</summary>
    internal static void CopyAround(
        DType dtype,
        ref byte source,
        ReadOnlySpan<long> sourceStrides,
        ref byte destination,
        ReadOnlySpan<long> destinationStrides,
        ReadOnlySpan<long> shape)
    {
        if (!IsIn(dtype))
        {
            StridedCopy.Copy(ref source, sourceStrides, ref destination, destinationStrides, shape, dtype.ItemSize);
        }
        else if (dtype.Base is { } inner)
        {
            // The sub-array's items are contiguous on both sides, so one axis is enough.
            CopyAround(
                inner,
                ref source,
                [.. sourceStrides, inner.ItemSize],
                ref destination,
                [.. destinationStrides, inner.ItemSize],
                [.. shape, dtype.ItemSize / inner.ItemSize]);
        }
        else
        {
            foreach (Field field in dtype.Fields)
            {
                ref byte from = ref Unsafe.AddByteOffset(ref source, (nint)field.Offset);
                ref byte to = ref Unsafe.AddByteOffset(ref destination, (nint)field.Offset);
                CopyAround(field.DType, ref from, sourceStrides, ref to, destinationStrides, shape);
            }
        }
    }
}
