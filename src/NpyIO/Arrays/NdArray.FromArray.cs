using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO;

// Arrays of one CLR type from CLR arrays of that type, rectangular and jagged.
public sealed partial class NdArray
{
    /// <summary>Returns a <c>T[]</c> as a one-dimensional array: <c>np.array</c>. Nothing is copied.</summary>
    /// <remarks>
    /// The dtype of a <c>string[]</c> is <c>U</c>, as wide as the longest text; that of <see cref="Datetime64"/> and <see cref="Timedelta64"/> has the unit of the values; an <c>object?[]</c> is
    /// an array of Python objects. T decides: a <c>string[]</c> that is passed as an <c>object[]</c> becomes an array of objects, and is copied, because the array could not hold anything but text.
    /// </remarks>
    /// <typeparam name="T">The type of the elements: the CLR type of a dtype, <see cref="string"/>, <see cref="Datetime64"/>, <see cref="Timedelta64"/> or <see cref="object"/>.</typeparam>
    /// <param name="array">The elements. The array keeps them and writes to them.</param>
    /// <exception cref="InvalidCastException">There is no dtype for T. The message says what to use.</exception>
    /// <exception cref="ArgumentException">Dates or time spans have different units, or a text is null: replace it by "", or use <see cref="FromObjects"/>.</exception>
    public static NdArray<T> FromArray<T>(T[] array) => Over<T>(array);

    /// <summary>Returns a <c>T[,]</c> as a two-dimensional array in C order: <c>np.array</c> of nested lists. Nothing is copied.</summary>
    /// <inheritdoc cref="FromArray{T}(T[])"/>
    [SuppressMessage("Performance", "CA1814", Justification = "The caller's array.")]
    public static NdArray<T> FromArray<T>(T[,] array) => Over<T>(array);

    /// <summary>Returns a <c>T[,,]</c> as a three-dimensional array in C order: <c>np.array</c> of nested lists. Nothing is copied.</summary>
    /// <inheritdoc cref="FromArray{T}(T[])"/>
    [SuppressMessage("Performance", "CA1814", Justification = "The caller's array.")]
    public static NdArray<T> FromArray<T>(T[,,] array) => Over<T>(array);

    /// <summary>Returns a <c>T[,,,]</c> as a four-dimensional array in C order: <c>np.array</c> of nested lists. Nothing is copied.</summary>
    /// <inheritdoc cref="FromArray{T}(T[])"/>
    [SuppressMessage("Performance", "CA1814", Justification = "The caller's array.")]
    public static NdArray<T> FromArray<T>(T[,,,] array) => Over<T>(array);

    /// <summary>Copies rows of equal lengths to a two-dimensional array in C order: <c>np.array</c> of a list of lists. No rows give the shape <c>(0, 0)</c>.</summary>
    /// <inheritdoc cref="FromArray{T}(T[])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">
    /// A row is null or does not have the length of the first one; the message names it. Or dates or time spans have different units, or a text is null.
    /// </exception>
    public static NdArray<T> FromJagged<T>(T[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long length = rows is [{ } first, ..] ? first.LongLength : 0;
        T[] values = NewElements<T>([rows.LongLength, length]);
        CopyRows(rows, length, values, 0, []);
        return Over<T>(values, [rows.LongLength, length]);
    }

    /// <summary>
    /// Copies planes of rows, all of one shape, to a three-dimensional array in C order: <c>np.array</c> of lists of lists of lists. Without planes the shape is <c>(0, 0, 0)</c>, without rows
    /// <c>(n, 0, 0)</c>.
    /// </summary>
    /// <param name="planes">The planes.</param>
    /// <exception cref="ArgumentException">
    /// A plane or a row is null or does not have the length of the first one; the message names it. Or dates or time spans have different units, or a text is null.
    /// </exception>
    /// <inheritdoc cref="FromJagged{T}(T[][])" path="/typeparam|/exception[@cref='T:System.InvalidCastException']"/>
    public static NdArray<T> FromJagged<T>(T[][][] planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        long rows = planes is [{ } plane, ..] ? plane.LongLength : 0;
        long length = planes is [[{ } row, ..], ..] ? row.LongLength : 0;
        long[] shape = [planes.LongLength, rows, length];
        T[] values = NewElements<T>(shape);
        for (long i = 0; i < planes.LongLength; i++)
        {
            CheckLength(planes[i], rows, "rows", [i]);
            CopyRows(planes[i], length, values, i * rows * length, [i]);
        }

        return Over<T>(values, shape);
    }

    private static NdArray<T> Over<T>(Array array)
    {
        long[] shape = ShapeOf(array);

        // An array of a derived class would throw, or worse, when a T is written to it.
        return Over<T>(typeof(T).IsValueType || array.GetType().GetElementType() == typeof(T) ? array : CopyElements<T>(array), shape);
    }

    private static NdArray<T> Over<T>(Array values, ReadOnlySpan<long> shape)
    {
        DType dtype = ValueArrays.IsHeld(typeof(T)) ? ValueArrays.DTypeOf(values) : ElementType.DTypeOf<T>();
        ArrayLayout layout = ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>());
        return new NdArray<T>(dtype, new ManagedMemory(values, layout.NBytes), layout);
    }

    private static T[] CopyElements<T>(Array array)
    {
        var values = new T[array.LongLength];
        long i = 0;
        foreach (T value in array)
            values[i++] = value;
        return values;
    }

    private static T[] NewElements<T>(ReadOnlySpan<long> shape)
    {
        long count = ArrayLayout.CountOf(shape, Unsafe.SizeOf<T>());
        if (count > Array.MaxLength)
            ArrayThrow.TooManyForArray(count, typeof(T));

        T[] values = GC.AllocateUninitializedArray<T>((int)count);
        NdArray<T>.ExpectLarge(values);
        return values;
    }

    private static void CopyRows<T>(T[][] rows, long length, T[] values, long start, ReadOnlySpan<long> plane)
    {
        for (long i = 0; i < rows.LongLength; i++)
        {
            CheckLength(rows[i], length, "elements", [.. plane, i]);

            // Not by spans, which refuse a string[] among the rows of an object[][].
            Array.Copy(rows[i], 0, values, start + i * length, length);
        }
    }

    private static void CheckLength([NotNull] Array? row, long length, string unit, ReadOnlySpan<long> index)
    {
        if (row is null)
            ArrayThrow.NullRow(index);
        if (row.LongLength != length)
            ArrayThrow.UnequalRow(row.LongLength, length, unit, index);
    }
}
