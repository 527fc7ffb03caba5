using NpyIO.Arrays;

namespace NpyIO;

// Single elements.
public sealed partial class NdArray
{
    /// <summary>
    /// Reads one element. T is the exact CLR type of the dtype. In addition, <see cref="string"/> reads <c>S</c> (as Latin-1) and <c>U</c>, <c>byte[]</c> reads <c>S</c> (without
    /// trailing NULs) and raw bytes or records, and <see cref="long"/> reads the count of a date or time span. A Python object is read as its own type.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="index">One number per axis; no numbers for a 0-d array.</param>
    /// <exception cref="ArgumentException">The index does not have one number per axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">The text contains a number beyond U+10FFFF; <see cref="View(DType)"/> as <c>u4</c> reads it raw.</exception>
    public T Get<T>(params ReadOnlySpan<long> index)
    {
        if (_dtype.IsReference && ObjectElements.CanBe<T>(_dtype))
            return ObjectElements.Read<T>(this, index);

        if (default(T) is INpyRecord)
            return RecordArrays.Get<T>(this, index);

        T value = ElementReader.Read<T>(ref _memory.At(_layout.OffsetOf(index)), _dtype, index);
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Writes one element, in the array's byte order. T is as in <see cref="Get{T}"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value. Text and bytes that are too long are refused, not truncated.</param>
    /// <param name="index">One number per axis; no numbers for a 0-d array.</param>
    /// <exception cref="ArgumentException">The index does not have one number per axis, or the value does not fit the element.</exception>
    /// <exception cref="OverflowException">A date or time span is not a whole number of the element's unit, or outside its range. The message has the value and its index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">The array is read-only.</exception>
    public void Set<T>(T value, params ReadOnlySpan<long> index)
    {
        if (IsReadOnly)
            ArrayThrow.ReadOnly();

        if (_dtype.IsReference && ObjectElements.CanBe<T>(_dtype))
        {
            ObjectElements.Write(_memory, _layout.OffsetOf(index), _dtype, value);
            return;
        }

        if (default(T) is INpyRecord)
        {
            RecordArrays.Set(this, value, index);
            return;
        }

        ElementWriter.Write(value, ref _memory.At(_layout.OffsetOf(index)), _dtype, index);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Reads one element as its own type: <see cref="bool"/>, a number of its exact type, <see cref="string"/> for <c>U</c>, <c>byte[]</c> for <c>S</c> (without trailing NULs)
    /// and raw bytes, <see cref="Datetime64"/>, <see cref="Timedelta64"/>, a 0-d view for a record, and for a Python object the object itself (null for None).
    /// </summary>
    /// <param name="index">One number per axis; no numbers for a 0-d array.</param>
    /// <exception cref="ArgumentException">The index does not have one number per axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    /// <exception cref="InvalidOperationException">The element is text that contains a number beyond U+10FFFF.</exception>
    public object? GetValue(params ReadOnlySpan<long> index)
    {
        if (_dtype.IsReference)
            return ObjectElements.Read(_memory, _layout.OffsetOf(index), _dtype);

        if (!_dtype.IsStruct)
        {
            object value = ElementReader.ReadValue(ref _memory.At(_layout.OffsetOf(index)), _dtype);
            GC.KeepAlive(this);
            return value;
        }

        _layout.OffsetOf(index);
        return At(index);
    }

    /// <summary>Returns the only element, like <see cref="GetValue"/>: <c>ndarray.item()</c>. For a 0-d array of objects, the object in it.</summary>
    /// <exception cref="InvalidOperationException">The array does not have exactly one element, or the element is text that contains a number beyond U+10FFFF.</exception>
    public object? GetItem()
    {
        if (Count != 1)
            ArrayThrow.NoSingleElement(Shape, Count);
        return GetValue(new long[Rank]);
    }
}
