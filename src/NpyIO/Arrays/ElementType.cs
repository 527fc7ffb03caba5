using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Maps CLR types to the dtypes with the same bytes.</summary>
internal static class ElementType
{
    /// <summary>Of dates and times without a unit, in nanoseconds; of a character, a text of one.</summary>
    internal static DType DTypeOf<T>() => ElementType<T>.Plain ?? (RecordType<T>.Info is { } record ? NpyRecordColumns.DTypeOf(record) : DTypeOf(typeof(T)));

    internal static DType DTypeOf(Type type) =>
        DType.TryOf(type, out DType? dtype) && !dtype.HasObject ? dtype : ArrayThrow.NoElementType(type);

    internal static bool Matches<T>(DType dtype) => default(T) is INpyRecord
        ? RecordType<T>.IsLayoutOf(dtype)
        : ElementType<T>.Plain is { } plain && plain.Kind == dtype.Kind && plain.ItemSize == dtype.ItemSize;

    /// <summary>Whether an array of T with this dtype sees structs in the dtype's bytes. An array of Python objects holds values, whatever they are.</summary>
    internal static bool IsStructOver<T>(DType dtype) => ElementType<T>.IsStruct && !dtype.IsReference && !IsValueOf<T>(dtype);

    /// <summary>Whether an array of T with this dtype holds values of T that are converted from and to the dtype's bytes: dates, times, characters and records, which are structs over any other dtype.</summary>
    internal static bool IsValueOf<T>(DType dtype) => default(T) is INpyRecord ? RecordType<T>.IsValueOf(dtype)
        : typeof(T) == typeof(char) ? dtype.Kind == DTypeKind.String && dtype.ItemSize == sizeof(uint) : TimeType<T>.Row?.CanBe(dtype) == true;
}

/// <summary>The dtype of one CLR type, cached.</summary>
internal static class ElementType<T>
{
    /// <summary>The native dtype whose elements have T's bytes, or null if there is none (text, dates with their unit, classes).</summary>
    internal static readonly DType? Plain = Find();

    /// <summary>Whether T is a struct without references that is a record or not a dtype's and has nothing but its bytes: not a date with its unit, nor a <see cref="Nullable{T}"/>.</summary>
    internal static readonly bool IsStruct =
        (Plain is null || default(T) is INpyRecord) && !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && typeof(T) != typeof(Datetime64) && typeof(T) != typeof(Timedelta64) && Nullable.GetUnderlyingType(typeof(T)) is null;

    private static DType? Find() => default(T) is INpyRecord ? RecordType<T>.Info is { IsOwnLayout: true } record ? record.DType : null :
        !ValueArrays.IsHeld(typeof(T)) && !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && DType.TryOf(typeof(T), out DType? dtype) && dtype.ItemSize == Unsafe.SizeOf<T>() ? dtype : null;
}
