namespace NpyIO.Arrays;

/// <summary>Where an array's elements lie in its memory: shape in elements, strides and offset in bytes. Immutable; pure arithmetic.</summary>
internal sealed partial class ArrayLayout
{
    private readonly long[] _shape;
    private readonly long[] _strides;

    /// <summary>A layout of these axes, which it keeps; whether it lies inside a memory is asked by <see cref="CheckBounds"/>.</summary>
    internal ArrayLayout(long[] shape, long[] strides, long offset, int itemSize)
    {
        if (shape.Length > DType.MaxRank)
            ArrayThrow.TooManyAxes(shape.Length);

        if (shape.Length != strides.Length)
            ArrayThrow.StridesDoNotMatch(shape, strides);

        _shape = shape;
        _strides = strides;
        Offset = offset;
        ItemSize = itemSize;
        Count = CountOf(shape, itemSize);
        IsCContiguous = Count == 0 || IsContiguous(shape, strides, itemSize, Order.C);
        IsFortranContiguous = Count == 0 || IsContiguous(shape, strides, itemSize, Order.Fortran);
    }

    /// <summary>The length of every axis, in elements.</summary>
    internal ReadOnlySpan<long> Shape => _shape;

    /// <summary>The distance between neighbours along every axis, in bytes.</summary>
    internal ReadOnlySpan<long> Strides => _strides;

    /// <summary>The number of axes.</summary>
    internal int Rank => _shape.Length;

    /// <summary>Where the first element begins in the memory, in bytes.</summary>
    internal long Offset { get; }

    /// <summary>The size of an element, in bytes.</summary>
    internal int ItemSize { get; }

    /// <summary>The number of elements.</summary>
    internal long Count { get; }

    /// <summary>The number of bytes the elements take.</summary>
    internal long NBytes => Count * ItemSize;

    /// <summary>Whether the elements lie one behind another, the last axis varying fastest.</summary>
    internal bool IsCContiguous { get; }

    /// <summary>Whether the elements lie one behind another, the first axis varying fastest.</summary>
    internal bool IsFortranContiguous { get; }

    /// <summary>A contiguous layout.</summary>
    internal static ArrayLayout Contiguous(ReadOnlySpan<long> shape, int itemSize, Order order = Order.C, long offset = 0)
    {
        CountOf(shape, itemSize);
        return new ArrayLayout(shape.ToArray(), ContiguousStrides(shape, itemSize, order), offset, itemSize);
    }

    /// <summary>The number of elements of a shape, refusing negative axes and a product that <see cref="TryCount"/> refuses.</summary>
    internal static long CountOf(ReadOnlySpan<long> shape, int itemSize)
    {
        foreach (long length in shape)
        {
            if (length < 0)
                ArrayThrow.NegativeAxis(shape, length);
        }

        if (!TryCount(shape, itemSize, out long count))
            ArrayThrow.ShapeTooLarge(shape, itemSize);
        return count;
    }

    /// <summary>
    /// Multiplies out a shape without negative axes. False when the axes other than 0 already make more bytes than 2^63 − 1: NumPy refuses such a shape
    /// even where another axis is 0 (<c>PyArray_NewFromDescr_int</c>). Elements of no size count as one byte, so that the count always fits.
    /// </summary>
    internal static bool TryCount(ReadOnlySpan<long> shape, int itemSize, out long count)
    {
        count = 0;
        long product = 1;
        bool isEmpty = false;
        foreach (long length in shape)
        {
            if (length == 0)
                isEmpty = true;
            else if (Math.BigMul(product, length, out product) != 0 || product < 0)
                return false;
        }

        if (Math.BigMul(product, Math.Max(itemSize, 1), out long bytes) != 0 || bytes < 0)
            return false;
        count = isEmpty ? 0 : product;
        return true;
    }

    /// <summary>The strides of contiguous elements. An axis of length 0 counts as 1, as in NumPy.</summary>
    internal static long[] ContiguousStrides(ReadOnlySpan<long> shape, int itemSize, Order order)
    {
        var strides = new long[shape.Length];
        FillContiguousStrides(shape, itemSize, order, strides);
        return strides;
    }

    /// <summary>As <see cref="ContiguousStrides"/>, into the caller's span.</summary>
    internal static void FillContiguousStrides(ReadOnlySpan<long> shape, int itemSize, Order order, Span<long> strides)
    {
        long stride = itemSize;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = order == Order.Fortran ? i : shape.Length - 1 - i;
            strides[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }
    }

    /// <summary>Whether the strides are those of contiguous elements, axes of length 1 left aside (<c>_UpdateContiguousFlags</c>).</summary>
    private static bool IsContiguous(long[] shape, long[] strides, int itemSize, Order order)
    {
        long expected = itemSize;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = order == Order.Fortran ? i : shape.Length - 1 - i;
            if (shape[axis] == 1)
                continue;

            if (strides[axis] != expected)
                return false;

            expected *= shape[axis];
        }

        return true;
    }
}
