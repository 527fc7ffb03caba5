using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Copies an array's elements into contiguous memory.</summary>
/// <remarks>
/// The padding bytes of records are copied as they are where the elements lie contiguously in the order asked for, and are zero otherwise. NumPy has no rule here:
/// of strided records <c>tofile</c> writes the padding as found, <c>tobytes</c> whatever the fresh memory held.
/// </remarks>
internal static class ElementCopy
{
    /// <summary>The order of an array's own elements where <see cref="Order.Keep"/> is asked for: Fortran only if it is that and not C.</summary>
    internal static Order Resolve(Order order, ArrayLayout layout) => order switch
    {
        Order.Keep => layout.IsFortranContiguous && !layout.IsCContiguous ? Order.Fortran : Order.C,
        Order.C or Order.Fortran => order,
        _ => ArrayThrow.NoSuchOrder(order),
    };

    /// <summary>Copies all elements, bytes as they are.</summary>
    /// <param name="memory">The memory of the source.</param>
    /// <param name="layout">The layout of the source.</param>
    /// <param name="dtype">The dtype of both.</param>
    /// <param name="destination">The first of as many bytes as the elements take.</param>
    /// <param name="order">The order to write them in: C or Fortran.</param>
    internal static void Copy(ArrayMemory memory, ArrayLayout layout, DType dtype, ref byte destination, Order order)
    {
        Span<long> strides = stackalloc long[layout.Rank];
        ArrayLayout.FillContiguousStrides(layout.Shape, dtype.ItemSize, order, strides);
        ref byte source = ref memory.At(layout.Offset);
        bool isRun = order == Order.Fortran ? layout.IsFortranContiguous : layout.IsCContiguous;
        if (isRun || !RecordPadding.IsIn(dtype))
        {
            StridedCopy.Copy(ref source, layout.Strides, ref destination, strides, layout.Shape, dtype.ItemSize);
        }
        else
        {
            Clear(ref destination, layout.NBytes);
            RecordPadding.CopyAround(dtype, ref source, layout.Strides, ref destination, strides, layout.Shape);
        }

        GC.KeepAlive(memory);
    }

    /// <summary>Copies all elements of a plain dtype in C order, turned into the machine's byte order.</summary>
    internal static void CopyNative(ArrayMemory memory, ArrayLayout layout, DType dtype, ref byte destination)
    {
        Span<long> strides = stackalloc long[layout.Rank];
        ArrayLayout.FillContiguousStrides(layout.Shape, dtype.ItemSize, Order.C, strides);

        // A plain dtype (no record) always has a plan, and one of a single width.
        int swapWidth = SwapPlan.ToNative(dtype)!.UnitWidth;
        StridedCopy.Copy(ref memory.At(layout.Offset), layout.Strides, ref destination, strides, layout.Shape, dtype.ItemSize, swapWidth);
        GC.KeepAlive(memory);
    }

    private static void Clear(ref byte start, long length)
    {
        for (long done = 0; done < length; done += int.MaxValue)
            Unsafe.InitBlockUnaligned(ref Unsafe.AddByteOffset(ref start, (nint)done), 0, (uint)Math.Min(int.MaxValue, length - done));
    }
}
