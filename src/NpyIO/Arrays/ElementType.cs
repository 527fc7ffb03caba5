using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Which CLR types have the very bytes of a dtype's elements.</summary>
internal static class ElementType
{
    /// <summary>The native dtype whose elements have T's bytes.</summary>
    /// <exception cref="InvalidCastException">There is none.</exception>
    internal static DType DTypeOf<T>() => ElementType<T>.Plain ?? ArrayThrow.NoElementType(typeof(T));

    /// <summary>The native dtype whose elements have the bytes of a type's values.</summary>
    /// <exception cref="InvalidCastException">There is none.</exception>
    internal static DType DTypeOf(Type type) =>
        DType.TryOf(type, out DType? dtype) && !dtype.HasObject ? dtype : ArrayThrow.NoElementType(type);

    /// <summary>Whether T's bytes are those of the dtype's elements, in whichever byte order.</summary>
    internal static bool Matches<T>(DType dtype) =>
        ElementType<T>.Plain is { } plain && plain.Kind == dtype.Kind && plain.ItemSize == dtype.ItemSize;
}

/// <summary>What is known of one CLR type.</summary>
internal static class ElementType<T>
{
    /// <summary>The native dtype whose elements have T's bytes; null where there is none (text, dates with their unit, classes).</summary>
    internal static readonly DType? Plain = Find();

    private static DType? Find() =>
        !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && DType.TryOf(typeof(T), out DType? dtype) && dtype.ItemSize == Unsafe.SizeOf<T>() ? dtype : null;
}
