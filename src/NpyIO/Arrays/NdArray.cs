using NpyIO.Arrays;

namespace NpyIO;

/// <summary>
/// An n-dimensional array of any dtype: dtype, shape, strides, and the bytes as stored. NumPy's <c>ndarray</c>.
/// </summary>
public sealed partial class NdArray
{
    /// <summary>Sees a buffer as an array, as <c>numpy.ndarray(shape, dtype, buffer, offset, strides, order)</c> does; nothing is copied.</summary>
    public NdArray(DType dtype, ReadOnlySpan<long> shape, Memory<byte> buffer, long offset = 0, ReadOnlySpan<long> strides = default, Order order = Order.C) => throw new NotImplementedException();

    internal NdArray(DType dtype, ArrayMemory memory, ArrayLayout layout) => throw new NotImplementedException();

    /// <summary>What the elements are.</summary>
    public DType DType => throw new NotImplementedException();

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => throw new NotImplementedException();

    /// <summary>The distance between neighbours along every axis, in bytes; may be zero or negative.</summary>
    public ReadOnlySpan<long> Strides => throw new NotImplementedException();

    /// <summary>The number of axes: NumPy's <c>ndim</c>.</summary>
    public int Rank => throw new NotImplementedException();

    /// <summary>The number of elements: NumPy's <c>size</c>.</summary>
    public long Count => throw new NotImplementedException();

    /// <summary>The number of bytes the elements take: <see cref="Count"/> times the item size.</summary>
    public long NBytes => throw new NotImplementedException();

    /// <summary>Whether the elements lie one behind another, the last axis varying fastest. Axes of length 0 and 1 do not matter.</summary>
    public bool IsCContiguous => throw new NotImplementedException();

    /// <summary>Whether the elements lie one behind another, the first axis varying fastest.</summary>
    public bool IsFortranContiguous => throw new NotImplementedException();

    /// <summary>Whether the elements cannot be written.</summary>
    public bool IsReadOnly => throw new NotImplementedException();

    // FromBuffer(Memory<byte> | ReadOnlyMemory<byte> | byte[], DType, count = -1, offset = 0), FromBuffer<T>(...) -> NdArray<T>,
    // FromArray(Array), Create(DType, shape), Create<T>(shape) (zeros);
    // this[string field], Get<T>(index), GetValue(index), Set<T>(value, index), SetValue,
    // Reshape, Transpose, ToBytes(order), CopyTo(Span<byte>, order), As<T>, To<T>(casting), To(DType, casting), View<T>, View(DType), ToArray<T>.
}
