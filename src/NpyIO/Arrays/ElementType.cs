using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Maps CLR types to the dtypes with the same bytes.</summary>
internal static class ElementType
{
    internal static DType DTypeOf<T>() => ElementType<T>.Plain ?? ArrayThrow.NoElementType(typeof(T));

    internal static DType DTypeOf(Type type) =>
        DType.TryOf(type, out DType? dtype) && !dtype.HasObject ? dtype : ArrayThrow.NoElementType(type);

    internal static bool Matches<T>(DType dtype) =>
        ElementType<T>.Plain is { } plain && plain.Kind == dtype.Kind && plain.ItemSize == dtype.ItemSize;
}

/// <summary>The dtype of one CLR type, cached.</summary>
internal static class ElementType<T>
{
    /// <summary>The native dtype whose elements have T's bytes, or null if there is none (text, dates with their unit, classes).</summary>
    internal static readonly DType? Plain = Find();

    private static DType? Find() =>
        !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && DType.TryOf(typeof(T), out DType? dtype) && dtype.ItemSize == Unsafe.SizeOf<T>() ? dtype : null;
}
