using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

// What a record is: its fields, its dtype, its memory.
public static partial class NpyRecordColumns
{
    /// <summary>Describes a struct and its fields.</summary>
    /// <typeparam name="TSelf">The struct.</typeparam>
    /// <param name="layout">How the struct is laid out.</param>
    /// <param name="pack">The maximum alignment of its fields, in bytes, or 0 for that of the fields.</param>
    /// <param name="fields">The fields, in the order of their declaration.</param>
    public static NpyRecordInfo Info<TSelf>(NpyRecordLayout layout, int pack, params NpyRecordField[] fields)
        where TSelf : struct, INpyRecord<TSelf> => new NpyRecordInfoOf<TSelf>(layout, pack, fields);

    /// <summary>Returns the dtype of a record.</summary>
    /// <param name="info">The record.</param>
    /// <exception cref="InvalidOperationException">A member has no length.</exception>
    public static DType DTypeOf(NpyRecordInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return info.DType ?? DTypeThrow.NoDTypeOf(info);
    }

    /// <summary>Describes a field of single values.</summary>
    /// <typeparam name="T">The type of the member.</typeparam>
    /// <param name="name">The field's name.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="dtype">The dtype as NumPy's type string; null for that of the type, <c>""</c> if it is not known.</param>
    public static NpyRecordField Field<T>(string name, string member, string? dtype = null) =>
        ElementType<T>.Plain is { } plain
            ? new NpyRecordField(name, member, typeof(T), plain) { ElementType = typeof(T), Plain = plain, CanRead = RecordValues.CanRead<T>, Storage = StorageOf<T>(), Size = plain.ItemSize, Alignment = RecordLayout.AlignmentOf<T>() }
            : new NpyRecordField(name, member, typeof(T), DTypeOf<T>(dtype)) { ElementType = typeof(T), CanRead = RecordValues.CanRead<T> };

    /// <summary>Describes a field of sub-arrays.</summary>
    /// <typeparam name="T">The type of their elements; the member is a <c>T[]</c>.</typeparam>
    /// <param name="name">The field's name.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="length">The length, in elements; 0 if it is not known.</param>
    /// <param name="dtype">The dtype of the elements, as in <see cref="Field{T}"/>.</param>
    public static NpyRecordField Rows<T>(string name, string member, int length, string? dtype = null) =>
        new(name, member, typeof(T[]), SubArray(ElementType<T>.Plain ?? DTypeOf<T>(dtype), length)) { ElementType = typeof(T), Plain = ElementType<T>.Plain, CanRead = RecordValues.CanRead<T>, IsSubArray = true };

    /// <summary>Describes a field of sub-arrays in inline arrays.</summary>
    /// <typeparam name="TArray">The inline array.</typeparam>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="name">The field's name.</param>
    /// <param name="member">The member's name.</param>
    public static NpyRecordField Inline<TArray, T>(string name, string member)
        where TArray : struct
        where T : unmanaged =>
        new(name, member, typeof(TArray), SubArray(DType.Of<T>(), Unsafe.SizeOf<TArray>() / Unsafe.SizeOf<T>()))
        {
            ElementType = typeof(T),
            Plain = DType.Of<T>(),
            CanRead = RecordValues.CanRead<T>,
            IsSubArray = true,
            Storage = StorageOf<T>(),
            Size = Unsafe.SizeOf<TArray>(),
            Alignment = RecordLayout.AlignmentOf<TArray>(),
        };

    /// <summary>Describes a field of records.</summary>
    /// <typeparam name="T">The type of the member.</typeparam>
    /// <param name="name">The field's name.</param>
    /// <param name="member">The member's name.</param>
    public static NpyRecordField Record<T>(string name, string member)
        where T : struct, INpyRecord<T>
    {
        NpyRecordInfo record = default(T).Info;
        return record.IsOwnLayout
            ? new NpyRecordField(name, member, typeof(T), record.DType) { ElementType = typeof(T), Record = record, Storage = NpyRecordStorage.Exact, Size = Unsafe.SizeOf<T>(), Alignment = RecordLayout.AlignmentOf<T>() }
            : new NpyRecordField(name, member, typeof(T), record.DType) { ElementType = typeof(T), Record = record };
    }

    /// <summary>Describes a field of sub-arrays of records.</summary>
    /// <typeparam name="T">The type of the records; the member is a <c>T[]</c>.</typeparam>
    /// <param name="name">The field's name.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="length">The length, in records; 0 if it is not known.</param>
    public static NpyRecordField RecordRows<T>(string name, string member, int length)
        where T : struct, INpyRecord<T>
    {
        NpyRecordInfo record = default(T).Info;
        return new NpyRecordField(name, member, typeof(T[]), SubArray(record.DType, length)) { ElementType = typeof(T), Record = record, IsSubArray = true };
    }

    /// <summary>Says that the values of a field are not null: they are texts or bytes, and the type of the member has no <c>?</c>.</summary>
    /// <param name="field">The field, which is changed.</param>
    public static NpyRecordField NotNull(NpyRecordField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.WithoutNull();
    }

    private static DType? SubArray(DType? element, int length) => element is null || length == 0 ? null : DType.SubArray(element, [(long)length]);

    private static DType? DTypeOf<T>(string? dtype) => dtype is null ? DType.Of<T>() : dtype.Length == 0 ? null : DType.Parse(dtype).WithByteOrder(DType.NativeOrder);

    private static NpyRecordStorage StorageOf<T>() => typeof(T) == typeof(bool) ? NpyRecordStorage.Normalized : NpyRecordStorage.Exact;
}
