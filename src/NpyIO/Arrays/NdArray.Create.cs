using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO;

// Arrays from buffers, from CLR arrays, and of zeros.
public sealed partial class NdArray
{
    /// <summary>Sees a buffer as a one-dimensional array, as <c>np.frombuffer</c> does; nothing is copied.</summary>
    /// <param name="buffer">The bytes. The array keeps the buffer and writes through to it.</param>
    /// <param name="dtype">What the elements are. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="count">How many elements, or −1 for all behind the offset, of which the buffer must then hold a whole number.</param>
    /// <param name="offset">Where the first element begins, in bytes.</param>
    /// <exception cref="ArgumentException">The buffer does not hold so many elements, or the dtype's items have no bytes or hold Python objects.</exception>
    public static NdArray FromBuffer(byte[] buffer, DType dtype, long count = -1, long offset = 0)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return FromBuffer(buffer.AsMemory(), dtype, count, offset);
    }

    /// <inheritdoc cref="FromBuffer(byte[], DType, long, long)"/>
    public static NdArray FromBuffer(Memory<byte> buffer, DType dtype, long count = -1, long offset = 0)
    {
        count = CountInBuffer(ForBuffer(dtype), buffer.Length, count, offset);
        return new NdArray(dtype, BufferMemory.Of(buffer), ArrayLayout.Contiguous([count], dtype.ItemSize, Order.C, offset));
    }

    /// <summary>Sees a read-only buffer as a read-only one-dimensional array, as <c>np.frombuffer</c> does of <c>bytes</c>; nothing is copied.</summary>
    /// <inheritdoc cref="FromBuffer(byte[], DType, long, long)"/>
    public static NdArray FromBuffer(ReadOnlyMemory<byte> buffer, DType dtype, long count = -1, long offset = 0)
    {
        count = CountInBuffer(ForBuffer(dtype), buffer.Length, count, offset);
        return new NdArray(dtype, BufferMemory.Of(buffer), ArrayLayout.Contiguous([count], dtype.ItemSize, Order.C, offset));
    }

    /// <summary>Sees a buffer as a one-dimensional array of numbers in the machine's byte order, as <c>np.frombuffer</c> does; nothing is copied.</summary>
    /// <typeparam name="T">The CLR type of a dtype: <see cref="double"/>, <see cref="Half"/>, <see cref="Complex64"/>, …</typeparam>
    /// <param name="buffer">The bytes. The array keeps the buffer and writes through to it.</param>
    /// <param name="count">How many elements, or −1 for all behind the offset, of which the buffer must then hold a whole number.</param>
    /// <param name="offset">Where the first element begins, in bytes.</param>
    /// <exception cref="ArgumentException">The buffer does not hold so many elements.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype, or not one whose elements have the dtype's bytes.</exception>
    public static NdArray<T> FromBuffer<T>(byte[] buffer, long count = -1, long offset = 0) =>
        FromBuffer(buffer, ElementType.DTypeOf<T>(), count, offset).As<T>();

    /// <inheritdoc cref="FromBuffer{T}(byte[], long, long)"/>
    public static NdArray<T> FromBuffer<T>(Memory<byte> buffer, long count = -1, long offset = 0) =>
        FromBuffer(buffer, ElementType.DTypeOf<T>(), count, offset).As<T>();

    /// <summary>Sees a read-only buffer as a read-only one-dimensional array of numbers in the machine's byte order; nothing is copied.</summary>
    /// <inheritdoc cref="FromBuffer{T}(byte[], long, long)"/>
    public static NdArray<T> FromBuffer<T>(ReadOnlyMemory<byte> buffer, long count = -1, long offset = 0) =>
        FromBuffer(buffer, ElementType.DTypeOf<T>(), count, offset).As<T>();

    /// <summary>Sees a CLR array of any rank (<c>double[]</c>, <c>int[,]</c>, …) as an array of that shape, in C order; nothing is copied.</summary>
    /// <remarks>
    /// Text, <see cref="Datetime64"/> and <see cref="Timedelta64"/> are written into memory of their own, as <c>np.array</c> does: <c>string</c> as <c>U</c> of the longest text's width
    /// in code points (at least 1), dates and time spans in the unit that all of them have. Of <c>object?[]</c> the array is one of Python objects.
    /// </remarks>
    /// <param name="array">The elements. The array keeps them and writes through to them.</param>
    /// <exception cref="InvalidCastException">No dtype stands for the element type. The message says what to use.</exception>
    /// <exception cref="ArgumentException">Dates or time spans count in different units, or a text is null: replace it by "", or make an array of Python objects with <see cref="FromObjects"/>.</exception>
    public static NdArray FromArray(Array array)
    {
        long[] shape = ShapeOf(array);
        if (ValueArrays.TryWrite(array, shape) is { } written)
            return written;

        DType dtype = ElementType.DTypeOf(array.GetType().GetElementType()!);
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        return new NdArray(dtype, new ManagedMemory(array, layout.NBytes), layout);
    }

    /// <summary>The same as <see cref="FromArray"/>, so that CLR arrays and others can stand side by side: <c>Npz.Save("all.npz", ("x", x), ("y", y))</c>.</summary>
    /// <inheritdoc cref="FromArray"/>
    public static implicit operator NdArray(Array array) => FromArray(array);

    /// <summary>An array of zero bytes: <c>np.zeros</c>. Python objects are None, texts of any length "".</summary>
    /// <param name="dtype">What the elements are. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="shape">The length of every axis, in elements; none for a single element (0-d).</param>
    /// <exception cref="ArgumentException">The shape is none.</exception>
    [OverloadResolutionPriority(1)]
    public static NdArray Create(DType dtype, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        return new NdArray(dtype, ArrayMemory.Allocate(dtype, layout.Count, zeroed: true), layout);
    }

    /// <inheritdoc cref="Create(DType, ReadOnlySpan{long})"/>
    public static NdArray Create(DType dtype, ReadOnlySpan<int> shape) => Create(dtype, ShapeArgument.Widen(shape));

    /// <summary>An array of zeros in the machine's byte order: <c>np.zeros</c>.</summary>
    /// <typeparam name="T">The CLR type of a dtype.</typeparam>
    /// <param name="shape">The length of every axis, in elements; none for a single element (0-d).</param>
    /// <exception cref="ArgumentException">The shape is none.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    [OverloadResolutionPriority(1)]
    public static NdArray<T> Create<T>(params ReadOnlySpan<long> shape)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>());
        return new NdArray<T>(ElementType.DTypeOf<T>(), ArrayMemory.Allocate<T>(layout.Count), layout);
    }

    /// <inheritdoc cref="Create{T}(ReadOnlySpan{long})"/>
    public static NdArray<T> Create<T>(ReadOnlySpan<int> shape) => Create<T>(ShapeArgument.Widen(shape));

    private static long[] ShapeOf(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        var shape = new long[array.Rank];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = array.GetLongLength(axis);
        return shape;
    }

    /// <summary>The number of elements to see in a buffer, as <c>np.frombuffer</c> counts them.</summary>
    private static long CountInBuffer(DType dtype, long length, long count, long offset)
    {
        Throw.IfLess(count, -1);
        if (dtype.ItemSize == 0)
            ArrayThrow.ItemsWithoutBytes(dtype);

        if ((ulong)offset > (ulong)length)
            ArrayThrow.OffsetOutsideBuffer(offset, length);

        long room = length - offset;
        if (count < 0)
            return room % dtype.ItemSize == 0 ? room / dtype.ItemSize : ArrayThrow.NoWholeNumberOfItems(room, offset, dtype);

        return count <= room / dtype.ItemSize ? count : ArrayThrow.BufferTooShort(count, dtype, offset, length);
    }
}
