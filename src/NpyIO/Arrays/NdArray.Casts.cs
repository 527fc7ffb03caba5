using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO;

// The array as an array of a CLR type.
public sealed partial class NdArray
{
    /// <summary>Returns the array as an array of T that shares its elements, in either byte order.</summary>
    /// <typeparam name="T">The exact CLR type of the dtype. Must be a type stored by its bytes: not text, and not dates with their unit.</typeparam>
    /// <exception cref="InvalidCastException">T is not that type. The message says how to convert.</exception>
    public NdArray<T> As<T>() => default(T) is INpyRecord ? RecordArrays.View<T>(this) : ElementType.Matches<T>(_dtype) ? new NdArray<T>(_dtype, _memory, _layout) : ArrayThrow.CannotView<T>(_dtype);

    /// <summary>
    /// Converts the elements to T in new memory, in C order and native byte order: <c>ndarray.astype</c>. Text becomes <see cref="string"/> or, for <c>S</c>, <c>byte[]</c>;
    /// dates with their unit become <see cref="Datetime64"/> and <see cref="Timedelta64"/>.
    /// Python objects become T if each is a T, or a number that <paramref name="casting"/> allows to convert.
    /// </summary>
    /// <typeparam name="T">The type to convert to.</typeparam>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> allows conversions of numbers if no value is lost.</param>
    /// <exception cref="InvalidCastException">The conversion is not allowed or does not exist.</exception>
    /// <exception cref="OverflowException"><paramref name="casting"/> is <see cref="Casting.Checked"/> and a value would be lost. The message has the value and its index.</exception>
    /// <exception cref="InvalidOperationException">There are more elements than a <c>T[]</c> can hold, more than 2^24 of size 0, or a text has a number beyond U+10FFFF.</exception>
    public NdArray<T> To<T>(Casting casting = Casting.Safe) => To<T>(casting, RecordRules.Default);

    internal NdArray<T> To<T>(Casting casting, RecordRules rules)
    {
        if (default(T) is INpyRecord && !_dtype.IsReference)
            return RecordArrays.Read<T>(this, casting, rules);

        if (ElementType<T>.Plain is { } target && !_dtype.IsReference)
            return To(target, casting).As<T>();

        if (!ElementReader.CanRead<T>(_dtype))
            ArrayThrow.CannotConvert<T>(_dtype);

        return NdArray<T>.ReadFrom(this, casting);
    }

    /// <summary>Converts the elements to another dtype in new memory, in C order: <c>ndarray.astype</c>.</summary>
    /// <param name="dtype">The dtype to convert to, in its own byte order.</param>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> allows conversions of numbers if no value is lost.</param>
    /// <exception cref="InvalidCastException">The conversion is not allowed or does not exist.</exception>
    /// <exception cref="OverflowException"><paramref name="casting"/> is <see cref="Casting.Checked"/> and a value would be lost. The message has the value and its index.</exception>
    public NdArray To(DType dtype, Casting casting = Casting.Safe) => To(dtype, casting, Order.C);

    /// <summary>In another order than C for all but arrays of objects.</summary>
    internal NdArray To(DType dtype, Casting casting, Order order)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        if (dtype.Equals(_dtype))
            return Copy(order);

        if (ObjectElements.ToNumbers(this, dtype, casting) is { } numbers)
            return numbers;

        ElementTransform transform = ElementTransform.Create(_dtype, dtype, casting);
        ArrayMemory memory = ArrayMemory.Allocate(dtype, Count, zeroed: false).WithHugePages();
        order = ElementCopy.Resolve(order, _layout);
        ElementConversion.Convert(this, transform, dtype, ref memory.Origin, order);
        (memory as ObjectMemory)?.Adopt((ObjectMemory)_memory, dtype, Count);
        return new NdArray(dtype, memory, ArrayLayout.Contiguous(Shape, dtype.ItemSize, order));
    }

    /// <summary>
    /// Returns the same bytes as values of T: <c>ndarray.view</c>. For a T that is the CLR type of a dtype, see <see cref="View(DType)"/>; unlike that, it keeps the byte order of numbers and
    /// dates of the same size, so that the values are correct: <c>View&lt;long&gt;()</c> of dates gives their counts, NaT as <see cref="long.MinValue"/>.
    /// </summary>
    /// <remarks>
    /// Any other struct without references must have the size of an element, and the shape stays; or else of the whole last axis, which must be contiguous and disappears: <c>(n, 3)</c> floats
    /// give <c>(n,)</c> of <see cref="System.Numerics.Vector3"/>. The bytes must be in native order, and the struct laid out in the order of its fields. <see cref="NdArray{T}.ToNdArray"/> gives
    /// the original dtype and shape again; that is also what is saved.
    /// </remarks>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is neither, or has automatic layout at any depth, as tuples and <see cref="DateTime"/> have; or the bytes of a struct are swapped. The message says what to use.</exception>
    /// <exception cref="ArgumentException">The bytes cannot be seen as items of that size, or the dtype holds Python objects.</exception>
    public NdArray<T> View<[DynamicallyAccessedMembers(StructLayouts.Fields)] T>()
    {
        if (ElementType<T>.IsStruct)
            return StructView.Of<T>(this);

        DType dtype = ElementType.DTypeOf<T>();
        bool isNumber = _dtype.ItemSize == dtype.ItemSize && _dtype.Kind is not (DTypeKind.String or DTypeKind.Complex) && dtype.Kind != DTypeKind.Complex;
        return View(isNumber && !_dtype.IsStruct && !_dtype.IsNative ? dtype.WithByteOrder(_dtype.ByteOrder) : dtype).As<T>();
    }

    /// <summary>Copies the elements in C order and native byte order. T is the exact CLR type of the dtype, or another type that <see cref="Get{T}"/> reads.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">There are more elements than a <c>T[]</c> can hold, or more than 2^24 zero-size elements.</exception>
    public T[] ToArray<T>()
    {
        if (default(T) is INpyRecord && !_dtype.IsReference)
            return RecordArrays.ToArray<T>(this);

        if (ElementType.Matches<T>(_dtype))
            return As<T>().ToArray();

        return ElementReader.CanRead<T>(_dtype) ? ElementConversion.ReadAll<T>(this) : ArrayThrow.CannotView<T>(_dtype).ToArray();
    }
}
