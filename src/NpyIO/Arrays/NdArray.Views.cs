using NpyIO.Arrays;

namespace NpyIO;

// Views: other arrays over the same elements.
public sealed partial class NdArray
{
    /// <summary>Returns one field of every record as a view; nothing is copied. A sub-array field appends its axes, as in NumPy.</summary>
    /// <param name="field">The field's name, or its title.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public NdArray this[string field]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(field);
            if (!_dtype.TryGetField(field, out Field? found))
                ArrayThrow.ArrayHasNoField(field, _dtype);

            return new NdArray(found.DType, _memory, _layout.Part(found.Offset, found.DType.ItemSize, []));
        }
    }

    /// <summary>Returns the part of the array at an index of the leading axes as a view: a row of a matrix, or a 0-d array for a full index.</summary>
    /// <param name="index">At most one number per axis.</param>
    /// <exception cref="ArgumentException">The index has more numbers than the array has axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    public NdArray At(params ReadOnlySpan<long> index) => new(_dtype, _memory, _layout.At(index));

    /// <summary>
    /// Returns the same bytes as another dtype: <c>ndarray.view</c>. If the item sizes differ, the length of the last axis changes, and its elements must be contiguous.
    /// </summary>
    /// <param name="dtype">The dtype of the view, including its byte order.</param>
    /// <exception cref="ArgumentException">The bytes cannot be seen as items of that size, or one of the dtypes holds Python objects.</exception>
    public NdArray View(DType dtype)
    {
        ForBuffer(_dtype);
        int size = ForBuffer(dtype).ItemSize;
        return new NdArray(dtype, _memory, size == _dtype.ItemSize ? _layout.Part(0, size, []) : ResizeItems(dtype, size));
    }

    private ArrayLayout ResizeItems(DType dtype, int size)
    {
        int last = Rank - 1;
        if (last < 0)
            ArrayThrow.CannotViewSingle(_dtype, dtype);

        if (Strides[last] != _dtype.ItemSize && Shape[last] != 1 && Count != 0)
            ArrayThrow.CannotViewStrided(_dtype, dtype);

        long bytes = Shape[last] * _dtype.ItemSize;
        bool fits = size > 0 && (size < _dtype.ItemSize ? _dtype.ItemSize % size == 0 : bytes % size == 0);
        if (!fits)
            ArrayThrow.CannotViewSize(_dtype, dtype, Shape[last]);

        long[] shape = Shape.ToArray();
        long[] strides = Strides.ToArray();
        shape[last] = bytes / size;
        strides[last] = size;
        return new ArrayLayout(shape, strides, _layout.Offset, size) { IsReadOnly = _layout.IsReadOnly };
    }
}
