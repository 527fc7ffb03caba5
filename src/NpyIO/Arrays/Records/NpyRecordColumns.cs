using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO;

/// <summary>What the generated code of records calls: one column of values after the other. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class NpyRecordColumns
{
    /// <summary>Reads the values of a field. The array can be longer than there are records, and be reused after the block.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="source">A one-dimensional array of records.</param>
    /// <param name="field">The field's name.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    /// <exception cref="InvalidCastException">The field has another type.</exception>
    /// <exception cref="OverflowException">A value has no counterpart in T. The message has the value and its index.</exception>
    public static T[] Read<T>(NdArray source, string field)
    {
        NdArray values = FieldOf(source, field);
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        return RecordValues.ReadColumn<T>(values, field);
    }

    /// <summary>Reads the sub-arrays of a field, each in C order.</summary>
    /// <typeparam name="T">The type of their elements.</typeparam>
    /// <inheritdoc cref="Read{T}"/>
    public static T[][] ReadRows<T>(NdArray source, string field) => Split(ReadAll<T>(source, field), source.Count);

    /// <summary>Reads the sub-arrays of a field as inline arrays.</summary>
    /// <typeparam name="TArray">The inline array.</typeparam>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <inheritdoc cref="Read{T}"/>
    public static TArray[] ReadInline<TArray, T>(NdArray source, string field)
        where TArray : struct
        where T : unmanaged
    {
        T[] values = ReadAll<T>(source, field);
        var arrays = new TArray[source.Count];
        Span<T> elements = ElementsOf<TArray, T>(arrays);
        if (values.Length != elements.Length)
            RecordThrow.OtherLength(source[field], field, arrays.Length == 0 ? 0 : elements.Length / arrays.Length);
        values.CopyTo(elements);
        return arrays;
    }

    /// <summary>Reads the records of a field.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <inheritdoc cref="Read{T}"/>
    public static T[] ReadRecords<T>(NdArray source, string field)
        where T : struct, INpyRecord<T>
    {
        NdArray records = Flat(FieldOf(source, field));
        var values = new T[records.Count];
        using RecordPlace.Scope scope = RecordPlace.OfField(field, source.Count == 0 ? 1 : records.Count / source.Count);
        T.Read(records, values);
        return values;
    }

    /// <summary>Reads the sub-arrays of records of a field.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <inheritdoc cref="Read{T}"/>
    public static T[][] ReadRecordRows<T>(NdArray source, string field)
        where T : struct, INpyRecord<T> => Split(ReadRecords<T>(source, field), source.Count);

    /// <summary>Writes the values of a field.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="destination">A one-dimensional array of records, as long as the values.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="values">One value per record.</param>
    /// <exception cref="ArgumentException">There is no such field, or a text does not fit it.</exception>
    /// <exception cref="InvalidCastException">The field has another type.</exception>
    /// <exception cref="OverflowException">A value cannot be stored in the field. The message has the value and its index.</exception>
    public static void Write<T>(NdArray destination, string field, T[] values)
    {
        NdArray places = FieldOf(destination, field);
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        RecordValues.Write(places, field, values);
    }

    /// <summary>Writes the sub-arrays of a field.</summary>
    /// <typeparam name="T">The type of their elements.</typeparam>
    /// <inheritdoc cref="Write{T}" path="/param|/exception"/>
    public static void WriteRows<T>(NdArray destination, string field, T[][] values)
    {
        NdArray rows = FieldOf(destination, field);
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        RecordValues.Write(rows, field, Join(values, rows));
    }

    /// <summary>Writes inline arrays to the sub-arrays of a field.</summary>
    /// <typeparam name="TArray">The inline array.</typeparam>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <inheritdoc cref="Write{T}" path="/param|/exception"/>
    public static void WriteInline<TArray, T>(NdArray destination, string field, TArray[] values)
        where TArray : struct
        where T : unmanaged
    {
        NdArray rows = FieldOf(destination, field);
        Span<T> elements = ElementsOf<TArray, T>(values);
        if (elements.Length != rows.Count)
            RecordThrow.OtherLength(rows, field, values.Length == 0 ? 0 : elements.Length / values.Length);
        RecordValues.Write(rows, field, elements.ToArray());
    }

    /// <summary>Writes the records of a field.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <inheritdoc cref="Write{T}" path="/param|/exception"/>
    public static void WriteRecords<T>(NdArray destination, string field, T[] values)
        where T : struct, INpyRecord<T>
    {
        NdArray records = FieldOf(destination, field);
        ArgumentNullException.ThrowIfNull(values);
        using RecordPlace.Scope scope = RecordPlace.OfField(field, destination.Count == 0 ? 1 : values.Length / destination.Count);
        if (records.Rank <= 1)
        {
            T.Write(values, records);
            return;
        }

        // Sub-arrays of records: into contiguous memory, which their places need not be.
        NdArray written = NdArray.Create(records.DType, values.Length);
        T.Write(values, written);
        ElementAssignment.Assign(records, written.Reshape(records.Shape), Casting.Equivalent);
    }

    /// <summary>Writes the sub-arrays of records of a field.</summary>
    /// <typeparam name="T">The type of the records.</typeparam>
    /// <inheritdoc cref="Write{T}" path="/param|/exception"/>
    public static void WriteRecordRows<T>(NdArray destination, string field, T[][] values)
        where T : struct, INpyRecord<T> => WriteRecords(destination, field, Join(destination, field, values));

    /// <summary>Refuses null among values that <see cref="NotNull"/> describes, if the field would store it as a Python object.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="destination">A one-dimensional array of records, as long as the values.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="values">One value per record.</param>
    /// <exception cref="ArgumentException">A value is null. The message has its index.</exception>
    public static void RefuseNull<T>(NdArray destination, string field, T[] values)
        where T : class
    {
        if (!FieldOf(destination, field).DType.IsReference)
            return;
        ArgumentNullException.ThrowIfNull(values);
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        if (Array.IndexOf(values, null) is int index and >= 0)
            RecordThrow.NullObject(index);
    }

    /// <summary>Refuses null among the elements of arrays that <see cref="NotNull"/> describes, if the field would store it as a Python object.</summary>
    /// <typeparam name="T">The type of their elements.</typeparam>
    /// <inheritdoc cref="RefuseNull{T}" path="/param|/exception"/>
    public static void RefuseNullRows<T>(NdArray destination, string field, T[][] values)
        where T : class
    {
        if (!FieldOf(destination, field).DType.IsReference)
            return;
        ArgumentNullException.ThrowIfNull(values);
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        if (Array.FindIndex(values, row => row is not null && Array.IndexOf(row, null) >= 0) is int index and >= 0)
            RecordThrow.NullObject(index);
    }

    private static T[] ReadAll<T>(NdArray source, string field)
    {
        NdArray values = FieldOf(source, field);
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        return RecordValues.Read<T>(values, field);
    }

    private static NdArray FieldOf(NdArray records, string field)
    {
        ArgumentNullException.ThrowIfNull(records);
        return records[field];
    }

    private static NdArray Flat(NdArray array) => array.Rank == 1 ? array : array.Reshape([array.Count]);

    private static T[][] Split<T>(T[] values, long count)
    {
        var rows = new T[count][];
        int length = count == 0 ? 0 : (int)(values.Length / count);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = values.AsSpan(i * length, length).ToArray();
        return rows;
    }

    private static T[] Join<T>(NdArray destination, string field, T[][] rows)
    {
        using RecordPlace.Scope scope = RecordPlace.OfField(field);
        return Join(rows, FieldOf(destination, field));
    }

    private static T[] Join<T>(T[][] rows, NdArray field)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int length = rows.Length == 0 ? 0 : (int)(field.Count / rows.Length);
        var values = new T[rows.Length * length];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null || rows[i].Length != length)
                RecordThrow.RowOfOtherLength(rows[i]?.Length, i, length);
            rows[i].CopyTo(values, i * length);
        }

        return values;
    }

    private static Span<T> ElementsOf<TArray, T>(TArray[] arrays)
        where TArray : struct
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<TArray, T>(ref MemoryMarshal.GetArrayDataReference(arrays)), arrays.Length * (Unsafe.SizeOf<TArray>() / Unsafe.SizeOf<T>()));
}
