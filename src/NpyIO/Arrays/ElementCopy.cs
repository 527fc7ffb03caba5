using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Copies an array's elements to contiguous memory.</summary>
internal static class ElementCopy
{
    internal static Order Resolve(Order order, ArrayLayout layout) => order switch
    {
        Order.Keep => layout.FortranOrder ? Order.Fortran : Order.C,
        Order.C or Order.Fortran => order,
        _ => ArrayThrow.NoSuchOrder(order),
    };

    /// <summary><paramref name="order"/> is C or Fortran; see <see cref="Resolve"/>.</summary>
    internal static void Copy(ArrayMemory memory, ArrayLayout layout, DType dtype, ref byte destination, Order order)
    {
        Span<long> strides = stackalloc long[layout.Rank];
        ArrayLayout.FillContiguousStrides(layout.Shape, dtype.ItemSize, order, strides);
        ref byte source = ref memory.At(layout.Offset);
        bool isRun = order == Order.Fortran ? layout.IsFortranContiguous : layout.IsCContiguous;
        if (isRun && !(dtype.IsStruct && memory.HasLoosePadding) || !RecordPadding.IsIn(dtype))
        {
            StridedCopy.Copy(ref source, layout.Strides, ref destination, strides, layout.Shape, dtype.ItemSize);
        }
        else
        {
            // Padding is zero. NumPy has no rule: for strided records, tofile writes it as found and tobytes whatever the new memory contained.
            Clear(ref destination, layout.NBytes);
            RecordPadding.CopyAround(dtype, ref source, layout.Strides, ref destination, strides, layout.Shape);
        }

        GC.KeepAlive(memory);
    }

    /// <summary>Writes in C order. The dtype must not be a record.</summary>
    internal static void CopyNative(ArrayMemory memory, ArrayLayout layout, DType dtype, ref byte destination)
    {
        Span<long> strides = stackalloc long[layout.Rank];
        ArrayLayout.FillContiguousStrides(layout.Shape, dtype.ItemSize, Order.C, strides);

        // A plain dtype (not a record) always has a plan with a single width.
        int swapWidth = SwapPlan.ToNative(dtype)!.UnitWidth;
        StridedCopy.Copy(ref memory.At(layout.Offset), layout.Strides, ref destination, strides, layout.Shape, dtype.ItemSize, swapWidth);
        GC.KeepAlive(memory);
    }

    /// <summary>Writes all bytes of the elements in C order, whatever they mean.</summary>
    internal static void CopyRaw(ArrayMemory memory, ArrayLayout layout, ref byte destination)
    {
        Span<long> strides = stackalloc long[layout.Rank];
        ArrayLayout.FillContiguousStrides(layout.Shape, layout.ItemSize, Order.C, strides);
        StridedCopy.Copy(ref memory.At(layout.Offset), layout.Strides, ref destination, strides, layout.Shape, layout.ItemSize);
        GC.KeepAlive(memory);
    }

    private static void Clear(ref byte start, long length)
    {
        for (long done = 0; done < length; done += int.MaxValue)
            Unsafe.InitBlockUnaligned(ref Unsafe.AddByteOffset(ref start, (nint)done), 0, (uint)Math.Min(int.MaxValue, length - done));
    }
}

/// <summary>The padding bytes of records, which belong to no field.</summary>
internal static class RecordPadding
{
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
