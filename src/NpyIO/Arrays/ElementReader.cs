using System.Numerics;
using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Reads single elements of any dtype, in either byte order, aligned or not. The JIT resolves the branches on T.</summary>
internal static partial class ElementReader
{
    /// <summary>Reads an element as its exact type T, or as one of the others listed at <see cref="NdArray.Get{T}"/>.</summary>
    internal static T Read<T>(ref byte source, DType dtype)
    {
        if (ElementType.Matches<T>(dtype))
            return ReadPlain<T>(ref source, !dtype.IsNative);

        if (!CanRead<T>(dtype))
            return ArrayThrow.WrongElementType<T>(dtype);

        if (typeof(T) == typeof(string))
            return (T)(object)ReadText(ref source, dtype);

        if (typeof(T) == typeof(byte[]))
            return (T)(object)ReadBytes(ref source, dtype);

        if (typeof(T) == typeof(Datetime64))
            return Unsafe.BitCast<Datetime64, T>(ReadDatetime(ref source, dtype));

        if (typeof(T) == typeof(Timedelta64))
            return Unsafe.BitCast<Timedelta64, T>(ReadTimedelta(ref source, dtype));

        // The count of a date or time span.
        return ReadPlain<T>(ref source, !dtype.IsNative);
    }

    internal static bool CanRead<T>(DType dtype) => ElementType.Matches<T>(dtype) || dtype.Kind switch
    {
        DTypeKind.Bytes => typeof(T) == typeof(string) || typeof(T) == typeof(byte[]),
        DTypeKind.String => typeof(T) == typeof(string),
        DTypeKind.Void => typeof(T) == typeof(byte[]) && !dtype.HasObject,
        DTypeKind.Object or DTypeKind.VariableString => ObjectElements.CanBe<T>(dtype),
        DTypeKind.Datetime => typeof(T) == typeof(Datetime64) || typeof(T) == typeof(long),
        DTypeKind.Timedelta => typeof(T) == typeof(Timedelta64) || typeof(T) == typeof(long),
        _ => false,
    };

    /// <summary>Reads a T that has the element's bytes. Any non-zero bool is true.</summary>
    internal static T ReadPlain<T>(ref byte source, bool swapped)
    {
        if (typeof(T) == typeof(bool))
            return Unsafe.BitCast<bool, T>(source != 0);

        T value = Unsafe.ReadUnaligned<T>(ref source);
        return swapped ? ElementSwap.Swap(value) : value;
    }

    /// <summary>Reads an element, boxed, as its own type. Not for records.</summary>
    internal static object ReadValue(ref byte source, DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.Boolean, _) => source != 0,
        (DTypeKind.SignedInteger, 1) => (sbyte)source,
        (DTypeKind.SignedInteger, 2) => Read<short>(ref source, dtype),
        (DTypeKind.SignedInteger, 4) => Read<int>(ref source, dtype),
        (DTypeKind.SignedInteger, _) => Read<long>(ref source, dtype),
        (DTypeKind.UnsignedInteger, 1) => source,
        (DTypeKind.UnsignedInteger, 2) => Read<ushort>(ref source, dtype),
        (DTypeKind.UnsignedInteger, 4) => Read<uint>(ref source, dtype),
        (DTypeKind.UnsignedInteger, _) => Read<ulong>(ref source, dtype),
        (DTypeKind.Float, 2) => Read<Half>(ref source, dtype),
        (DTypeKind.Float, 4) => Read<float>(ref source, dtype),
        (DTypeKind.Float, 8) => Read<double>(ref source, dtype),
        (DTypeKind.Float, _) => Read<LongDouble>(ref source, dtype),
        (DTypeKind.Complex, 8) => Read<Complex64>(ref source, dtype),
        (DTypeKind.Complex, 16) => Read<Complex>(ref source, dtype),
        (DTypeKind.Complex, _) => Read<ComplexLongDouble>(ref source, dtype),
        (DTypeKind.Bytes or DTypeKind.Void, _) => ReadBytes(ref source, dtype),
        (DTypeKind.String, _) => ReadText(ref source, dtype),
        (DTypeKind.Datetime, _) => ReadDatetime(ref source, dtype),
        (DTypeKind.Timedelta, _) => ReadTimedelta(ref source, dtype),
        _ => ArrayThrow.PythonObject(dtype),
    };

    private static Datetime64 ReadDatetime(ref byte source, DType dtype) =>
        new(ReadPlain<long>(ref source, !dtype.IsNative), dtype.Unit, dtype.UnitMultiple);

    private static Timedelta64 ReadTimedelta(ref byte source, DType dtype) =>
        new(ReadPlain<long>(ref source, !dtype.IsNative), dtype.Unit, dtype.UnitMultiple);
}
