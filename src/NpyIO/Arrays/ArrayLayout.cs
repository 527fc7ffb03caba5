namespace NpyIO.Arrays;

/// <summary>The shape in elements, and the strides and offset in bytes, of an array in its memory. Immutable.</summary>
internal sealed partial class ArrayLayout
{
    private readonly long[] _shape;
    private readonly long[] _strides;

    /// <summary>Keeps the arrays. Does not check that the elements are inside a memory; <see cref="CheckBounds"/> does.</summary>
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

    internal ReadOnlySpan<long> Shape => _shape;

    internal ReadOnlySpan<long> Strides => _strides;

    internal int Rank => _shape.Length;

    /// <summary>The offset of the element at index 0 of every axis, in bytes.</summary>
    internal long Offset { get; }

    internal int ItemSize { get; }

    internal long Count { get; }

    internal long NBytes => Count * ItemSize;

    /// <summary>Whether several indices share an element, because the array has been broadcast. Views of it are read-only, too.</summary>
    internal bool IsReadOnly { get; init; }

    internal bool IsCContiguous { get; }

    internal bool IsFortranContiguous { get; }

    /// <summary>Whether the array is saved in Fortran order: NumPy's <c>fortran_order</c>.</summary>
    internal bool FortranOrder => IsFortranContiguous && !IsCContiguous;

    internal static ArrayLayout Contiguous(ReadOnlySpan<long> shape, int itemSize, Order order = Order.C, long offset = 0) =>
        new(shape.ToArray(), ContiguousStrides(shape, itemSize, order), offset, itemSize);

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

    /// <summary>Returns false if the non-zero axes alone exceed 2^63 − 1 bytes, as NumPy does (<c>PyArray_NewFromDescr_int</c>). No axis may be negative.</summary>
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

        // Elements of size 0 count as one byte, so that the count always fits a long.
        if (Math.BigMul(product, Math.Max(itemSize, 1), out long bytes) != 0 || bytes < 0)
            return false;
        count = isEmpty ? 0 : product;
        return true;
    }

    /// <summary>Returns the number of parts along the axes before the first of length 0, which take memory as lists do, although there are no elements.</summary>
    internal static double PartsBeforeEmpty(ReadOnlySpan<long> shape)
    {
        double parts = 1;
        foreach (long length in shape)
        {
            if (length == 0)
                break;
            parts *= length;
        }

        return parts;
    }

    internal static long[] ContiguousStrides(ReadOnlySpan<long> shape, int itemSize, Order order)
    {
        var strides = new long[shape.Length];
        FillContiguousStrides(shape, itemSize, order, strides);
        return strides;
    }

    internal static void FillContiguousStrides(ReadOnlySpan<long> shape, int itemSize, Order order, Span<long> strides)
    {
        long stride = itemSize;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = order == Order.Fortran ? i : shape.Length - 1 - i;
            strides[axis] = stride;
            // An axis of length 0 counts as 1, as in NumPy. Overflow does no harm: the constructor refuses the shape.
            stride *= Math.Max(shape[axis], 1);
        }
    }

    private static bool IsContiguous(long[] shape, long[] strides, int itemSize, Order order)
    {
        long expected = itemSize;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = order == Order.Fortran ? i : shape.Length - 1 - i;
            // Axes of length 1 are ignored, as in NumPy's _UpdateContiguousFlags.
            if (shape[axis] == 1)
                continue;

            if (strides[axis] != expected)
                return false;

            expected *= shape[axis];
        }

        return true;
    }
}
