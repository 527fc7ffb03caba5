using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO;

// Arrays from buffers and CLR arrays, and arrays of zeros.
public sealed partial class NdArray
{
    /// <summary>Returns a buffer as a one-dimensional array, like <c>np.frombuffer</c>; nothing is copied.</summary>
    /// <param name="buffer">The bytes. The array keeps the buffer and writes to it.</param>
    /// <param name="dtype">The type of the elements. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="count">The number of elements, or −1 for all after the offset; the buffer must then hold a whole number of elements.</param>
    /// <param name="offset">The offset of the first element, in bytes.</param>
    /// <exception cref="ArgumentException">The buffer is too short, or the dtype's items have no bytes or hold Python objects.</exception>
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

    /// <summary>Returns a read-only buffer as a read-only one-dimensional array, like <c>np.frombuffer</c> on <c>bytes</c>; nothing is copied.</summary>
    /// <inheritdoc cref="FromBuffer(byte[], DType, long, long)"/>
    public static NdArray FromBuffer(ReadOnlyMemory<byte> buffer, DType dtype, long count = -1, long offset = 0)
    {
        count = CountInBuffer(ForBuffer(dtype), buffer.Length, count, offset);
        return new NdArray(dtype, BufferMemory.Of(buffer), ArrayLayout.Contiguous([count], dtype.ItemSize, Order.C, offset));
    }

    /// <summary>Returns a buffer as a one-dimensional array of numbers in native byte order, like <c>np.frombuffer</c>; nothing is copied.</summary>
    /// <typeparam name="T">The CLR type of a dtype: <see cref="double"/>, <see cref="Half"/>, <see cref="Complex64"/>, …</typeparam>
    /// <param name="buffer">The bytes. The array keeps the buffer and writes to it.</param>
    /// <param name="count">The number of elements, or −1 for all after the offset; the buffer must then hold a whole number of elements.</param>
    /// <param name="offset">The offset of the first element, in bytes.</param>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype, or does not have the bytes of the dtype's elements.</exception>
    public static NdArray<T> FromBuffer<T>(byte[] buffer, long count = -1, long offset = 0) =>
        FromBuffer(buffer, ElementType.DTypeOf<T>(), count, offset).As<T>();

    /// <inheritdoc cref="FromBuffer{T}(byte[], long, long)"/>
    public static NdArray<T> FromBuffer<T>(Memory<byte> buffer, long count = -1, long offset = 0) =>
        FromBuffer(buffer, ElementType.DTypeOf<T>(), count, offset).As<T>();

    /// <summary>Returns a read-only buffer as a read-only one-dimensional array of numbers in native byte order; nothing is copied.</summary>
    /// <inheritdoc cref="FromBuffer{T}(byte[], long, long)"/>
    public static NdArray<T> FromBuffer<T>(ReadOnlyMemory<byte> buffer, long count = -1, long offset = 0) =>
        FromBuffer(buffer, ElementType.DTypeOf<T>(), count, offset).As<T>();

    /// <summary>Returns a CLR array of any rank (<c>double[]</c>, <c>int[,]</c>, …) as an array of the same shape, in C order; nothing is copied.</summary>
    /// <remarks>
    /// Text, <see cref="Datetime64"/> and <see cref="Timedelta64"/> are copied to new memory, as in <c>np.array</c>: <c>string</c> as <c>U</c> with the width of the longest text
    /// in code points (at least 1), dates and time spans in the unit that they share. An <c>object?[]</c> becomes an array of Python objects.
    /// </remarks>
    /// <param name="array">The elements. The array keeps them and writes to them.</param>
    /// <exception cref="InvalidCastException">There is no dtype for the element type. The message says what to use.</exception>
    /// <exception cref="ArgumentException">Dates or time spans have different units, or a text is null: replace it by "", or use <see cref="FromObjects"/>.</exception>
    /// <exception cref="OverflowException">A date or time span is outside what nanoseconds reach: <c>NdArray.FromArray(values).To(DType)</c>, by way of <see cref="NdArray{T}.To(DType, Casting)"/>, chooses another unit.</exception>
    public static NdArray FromArray(Array array) => FromArray(array, null);

    internal static NdArray FromArray(Array array, WrittenUnit? unit)
    {
        long[] shape = ShapeOf(array);
        if (ValueArrays.TryWrite(array, shape, unit) is { } written)
            return written;
        if (RecordType.Of(array) is { } records)
            return records.ToNdArray(array, shape);

        DType dtype = ElementType.DTypeOf(array.GetType().GetElementType()!);
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        return new NdArray(dtype, new ManagedMemory(array, layout.NBytes), layout);
    }

    /// <summary>The same as <see cref="FromArray(Array)"/>, so that CLR arrays and others can be mixed: <c>Npz.Save("all.npz", ("x", x), ("y", y))</c>.</summary>
    /// <inheritdoc cref="FromArray(Array)"/>
    public static implicit operator NdArray(Array array) => FromArray(array);

    /// <summary>Creates an array of zero bytes: <c>np.zeros</c>. Python objects are None, variable-width strings are "".</summary>
    /// <param name="dtype">The type of the elements. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="shape">The length of every axis, in elements; no lengths for a single element (0-d).</param>
    /// <exception cref="ArgumentException">The shape is not valid.</exception>
    [OverloadResolutionPriority(1)]
    public static NdArray Create(DType dtype, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        return new NdArray(dtype, ArrayMemory.Allocate(dtype, layout.Count, zeroed: true).WithHugePages(), layout);
    }

    /// <inheritdoc cref="Create(DType, ReadOnlySpan{long})"/>
    public static NdArray Create(DType dtype, ReadOnlySpan<int> shape) => Create(dtype, ShapeArgument.Widen(shape));

    /// <summary>Creates an array of zeros in native byte order: <c>np.zeros</c>. The zero of dates is 1970-01-01, as in NumPy, and of nullable ones as well.</summary>
    /// <typeparam name="T">The CLR type of a dtype.</typeparam>
    /// <param name="shape">The length of every axis, in elements; no lengths for a single element (0-d).</param>
    /// <exception cref="ArgumentException">The shape is not valid.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    [OverloadResolutionPriority(1)]
    public static NdArray<T> Create<T>(params ReadOnlySpan<long> shape)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>());
        if (RecordType<T>.IsConverted)
            return RecordArrays.Zeros<T>(shape);
        var zeros = new NdArray<T>(ElementType.DTypeOf<T>(), ArrayMemory.Allocate<T>(layout.Count).WithHugePages(), layout);
        if (TimeType<T>.Row is { } row)
            zeros.Fill(row.Zero(zeros.DType));
        return zeros;
    }

    /// <inheritdoc cref="Create{T}(ReadOnlySpan{long})"/>
    public static NdArray<T> Create<T>(ReadOnlySpan<int> shape) => Create<T>(ShapeArgument.Widen(shape));

    /// <summary>Copies values to a new array: <c>np.array(values).reshape(shape)</c>.</summary>
    /// <typeparam name="T">The type of the elements, as in <see cref="FromArray(Array)"/>.</typeparam>
    /// <param name="values">The elements in C order.</param>
    /// <param name="shape">The length of every axis, in elements; one may be −1. No lengths for a single element (0-d).</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    [OverloadResolutionPriority(2)]
    public static NdArray<T> Create<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) => Create(values).Reshape(shape);

    /// <summary>Copies values to a new array with one axis: <c>np.array(values)</c>. Collection expressions use it: <c>NdArray&lt;int&gt; array = [1, 2, 3]</c>.</summary>
    /// <typeparam name="T">The type of the elements, as in <see cref="FromArray(Array)"/>.</typeparam>
    /// <param name="values">The elements.</param>
    /// <remarks>Preferred to the lengths of axes: <c>Create&lt;double&gt;([2, 3])</c> has the elements 2 and 3, <c>Create&lt;double&gt;(2, 3)</c> that shape.</remarks>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    [OverloadResolutionPriority(2)]
    public static NdArray<T> Create<T>(ReadOnlySpan<T> values) => values.ToArray();

    private static long[] ShapeOf(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        var shape = new long[array.Rank];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = array.GetLongLength(axis);
        return shape;
    }

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
