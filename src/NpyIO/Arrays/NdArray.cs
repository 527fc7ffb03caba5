using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

/// <summary>
/// An n-dimensional array of any dtype: dtype, shape, strides, and the bytes as stored. NumPy's <c>ndarray</c>.
/// </summary>
/// <remarks>
/// Dtype, shape and strides never change; the elements can be written unless <see cref="IsReadOnly"/>. Views share their elements with the original array.
/// Concurrent reads are safe. Indices count from 0 and are checked; negative ones are refused.
/// </remarks>
[JsonConverter(typeof(NdArrayJsonConverter))]
public sealed partial class NdArray : IEquatable<NdArray>
{
    private readonly DType _dtype;
    private readonly ArrayMemory _memory;
    private readonly ArrayLayout _layout;

    /// <summary>Returns a buffer as an array, like <c>numpy.ndarray(shape, dtype, buffer, offset, strides, order)</c>; nothing is copied.</summary>
    /// <param name="dtype">The type of the elements. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="shape">The length of every axis, in elements; empty for a single element (0-d).</param>
    /// <param name="buffer">The bytes. The array keeps the buffer and writes to it.</param>
    /// <param name="offset">The offset of the element at index 0 of every axis, in bytes.</param>
    /// <param name="strides">The distance between neighbours along every axis, in bytes; can be zero or negative. Empty for contiguous elements.</param>
    /// <param name="order">The order of contiguous elements; ignored if strides are given. <see cref="Order.Keep"/> is C.</param>
    /// <exception cref="ArgumentException">An element is outside the buffer, the shape is not valid, or the dtype holds Python objects.</exception>
    [OverloadResolutionPriority(1)]
    public NdArray(DType dtype, ReadOnlySpan<long> shape, Memory<byte> buffer, long offset = 0, ReadOnlySpan<long> strides = default, Order order = Order.C)
        : this(ForBuffer(dtype), BufferMemory.Of(buffer), ArrayLayout.ForBuffer(shape, strides, offset, dtype.ItemSize, order, buffer.Length))
    {
    }

    /// <inheritdoc cref="NdArray(DType, ReadOnlySpan{long}, Memory{byte}, long, ReadOnlySpan{long}, Order)"/>
    public NdArray(DType dtype, ReadOnlySpan<int> shape, Memory<byte> buffer, long offset = 0, ReadOnlySpan<long> strides = default, Order order = Order.C)
        : this(dtype, ShapeArgument.Widen(shape), buffer, offset, strides, order)
    {
    }

    /// <summary>The caller has checked that the layout is inside the memory. A sub-array dtype appends its axes, as in NumPy.</summary>
    internal NdArray(DType dtype, ArrayMemory memory, ArrayLayout layout)
    {
        while (dtype.Base is { } inner)
        {
            layout = layout.Part(0, inner.ItemSize, dtype.Shape);
            dtype = inner;
        }

        _dtype = dtype;
        _memory = memory;
        _layout = layout;
    }

    /// <summary>The type of the elements.</summary>
    public DType DType => _dtype;

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => _layout.Shape;

    /// <summary>The distance between neighbours along every axis, in bytes; can be zero or negative.</summary>
    public ReadOnlySpan<long> Strides => _layout.Strides;

    /// <summary>The number of axes: NumPy's <c>ndim</c>.</summary>
    public int Rank => _layout.Rank;

    /// <summary>The number of elements: NumPy's <c>size</c>.</summary>
    public long Count => _layout.Count;

    /// <summary>The size of all elements, in bytes: <see cref="Count"/> times the item size.</summary>
    public long NBytes => _layout.NBytes;

    /// <summary>Whether the elements are contiguous with the last axis varying fastest. Axes of length 0 and 1 do not matter.</summary>
    public bool IsCContiguous => _layout.IsCContiguous;

    /// <summary>Whether the elements are contiguous with the first axis varying fastest.</summary>
    public bool IsFortranContiguous => _layout.IsFortranContiguous;

    /// <summary>Whether the elements are read-only: those of a read-only buffer or mapping, and of <see cref="BroadcastTo(ReadOnlySpan{long})"/>.</summary>
    public bool IsReadOnly => _memory.IsReadOnly || _layout.IsReadOnly;

    /// <summary>The NumPy class that the array came from in a pickle; otherwise <see cref="PythonArrayClass.Array"/>.</summary>
    public PythonArrayClass PythonClass { get; internal init; }

    internal ArrayMemory Memory => _memory;

    internal ArrayLayout Layout => _layout;

    internal NdArray WithClass(PythonArrayClass type) => type == PythonClass ? this : new NdArray(_dtype, _memory, _layout) { PythonClass = type };

    private static DType ForBuffer(DType dtype)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        if (dtype.HasObject)
            ArrayThrow.ObjectsInBuffer(dtype);

        return dtype;
    }
}
