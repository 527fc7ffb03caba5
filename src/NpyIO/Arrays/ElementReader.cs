using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Reads single elements of any dtype, in either byte order, aligned or not. The JIT resolves the branches on T.</summary>
internal static class ElementReader
{
    /// <summary>In code points.</summary>
    private const int StackLength = 128;

    /// <summary>T is the element's exact type, or one of the others listed at <see cref="NdArray.Get{T}"/>. The index is for messages.</summary>
    internal static T Read<T>(ref byte source, DType dtype, scoped ReadOnlySpan<long> index)
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

        if (TimeType<T>.Row is not null)
            return TimeElements.Read<T>(ref source, dtype, Casting.Equivalent, index);

        if (typeof(T) == typeof(char))
            return Unsafe.BitCast<char, T>(CharacterElements.Read(ref source, dtype, index));

        // The count of a date or time span.
        return ReadPlain<T>(ref source, !dtype.IsNative);
    }

    internal static bool CanRead<T>(DType dtype) => ElementType.Matches<T>(dtype) || dtype.Kind switch
    {
        DTypeKind.Bytes => typeof(T) == typeof(string) || typeof(T) == typeof(byte[]),
        DTypeKind.String => typeof(T) == typeof(string) || (typeof(T) == typeof(char) && dtype.ItemSize == sizeof(uint)),
        DTypeKind.Void => typeof(T) == typeof(byte[]) && !dtype.HasObject,
        DTypeKind.Object or DTypeKind.VariableString => ObjectElements.CanBe<T>(dtype),
        DTypeKind.Datetime => typeof(T) == typeof(Datetime64) || typeof(T) == typeof(long) || TimeType<T>.Row?.CanBe(dtype) == true,
        DTypeKind.Timedelta => typeof(T) == typeof(Timedelta64) || typeof(T) == typeof(long) || TimeType<T>.Row?.CanBe(dtype) == true,
        _ => false,
    };

    /// <summary>T must have the element's bytes.</summary>
    internal static T ReadPlain<T>(ref byte source, bool swapped)
    {
        // Any non-zero byte is true.
        if (typeof(T) == typeof(bool))
            return Unsafe.BitCast<bool, T>(source != 0);

        T value = Unsafe.ReadUnaligned<T>(ref source);
        return swapped ? ElementSwap.Swap(value) : value;
    }

    /// <summary>Boxes the element as its own type. Not for records.</summary>
    internal static object ReadValue(ref byte source, DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.Boolean, _) => source != 0,
        (DTypeKind.SignedInteger, 1) => (sbyte)source,
        (DTypeKind.SignedInteger, 2) => ReadPlain<short>(ref source, !dtype.IsNative),
        (DTypeKind.SignedInteger, 4) => ReadPlain<int>(ref source, !dtype.IsNative),
        (DTypeKind.SignedInteger, _) => ReadPlain<long>(ref source, !dtype.IsNative),
        (DTypeKind.UnsignedInteger, 1) => source,
        (DTypeKind.UnsignedInteger, 2) => ReadPlain<ushort>(ref source, !dtype.IsNative),
        (DTypeKind.UnsignedInteger, 4) => ReadPlain<uint>(ref source, !dtype.IsNative),
        (DTypeKind.UnsignedInteger, _) => ReadPlain<ulong>(ref source, !dtype.IsNative),
        (DTypeKind.Float, 2) => ReadPlain<Half>(ref source, !dtype.IsNative),
        (DTypeKind.Float, 4) => ReadPlain<float>(ref source, !dtype.IsNative),
        (DTypeKind.Float, 8) => ReadPlain<double>(ref source, !dtype.IsNative),
        (DTypeKind.Float, _) => ReadPlain<LongDouble>(ref source, !dtype.IsNative),
        (DTypeKind.Complex, 8) => ReadPlain<Complex64>(ref source, !dtype.IsNative),
        (DTypeKind.Complex, 16) => ReadPlain<Complex>(ref source, !dtype.IsNative),
        (DTypeKind.Complex, _) => ReadPlain<ComplexLongDouble>(ref source, !dtype.IsNative),
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

    internal static byte[] ReadBytes(ref byte source, DType dtype)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize);
        return dtype.Kind == DTypeKind.Bytes ? bytes.TrimEnd((byte)0).ToArray() : bytes.ToArray();
    }

    internal static string ReadText(ref byte source, DType dtype)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize);
        return dtype.Kind == DTypeKind.Bytes
            ? Encoding.Latin1.GetString(bytes.TrimEnd((byte)0))
            : ReadUtf32(MemoryMarshal.Cast<byte, uint>(bytes), !dtype.IsNative);
    }

    /// <summary>Returns the text of a <c>U</c>, or null if it contains an invalid code point.</summary>
    internal static string? TextOrNull(ref byte source, DType dtype) =>
        TryReadUtf32(MemoryMarshal.Cast<byte, uint>(MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize)), !dtype.IsNative, out string? text, out _) ? text : null;

    private static string ReadUtf32(ReadOnlySpan<uint> codePoints, bool swapped) =>
        TryReadUtf32(codePoints, swapped, out string? text, out uint wrong) ? text : ArrayThrow.NoCodePoint(wrong);

    private static bool TryReadUtf32(scoped ReadOnlySpan<uint> codePoints, bool swapped, [NotNullWhen(true)] out string? text, out uint wrong)
    {
        Span<uint> room = !swapped ? [] : codePoints.Length <= StackLength ? stackalloc uint[StackLength] : new uint[codePoints.Length];
        if (swapped)
        {
            BinaryPrimitives.ReverseEndianness(codePoints, room);
            codePoints = room[..codePoints.Length];
        }

        bool isText = Utf32Text.TryToString(codePoints, out text);
        wrong = isText ? 0 : codePoints[codePoints.IndexOfAnyExceptInRange(0u, 0x10FFFFu)];
        return isText;
    }
}

/// <summary>Reverses the byte order of one value. The JIT resolves the branches on T.</summary>
internal static class ElementSwap
{
    internal static T Swap<T>(T value)
    {
        if (typeof(T) == typeof(Complex64))
            return ReverseParts(value, sizeof(float));

        if (typeof(T) == typeof(Complex))
            return ReverseParts(value, sizeof(double));

        if (typeof(T) == typeof(ComplexLongDouble))
            return ReverseParts(value, Unsafe.SizeOf<LongDouble>());

        return Unsafe.SizeOf<T>() switch
        {
            1 => value,
            2 => Unsafe.BitCast<ushort, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ushort>(value))),
            4 => Unsafe.BitCast<uint, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, uint>(value))),
            8 => Unsafe.BitCast<ulong, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ulong>(value))),
            _ => ReverseParts(value, Unsafe.SizeOf<T>()),
        };
    }

    private static T ReverseParts<T>(T value, int partSize)
    {
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());
        for (int start = 0; start < bytes.Length; start += partSize)
            bytes.Slice(start, partSize).Reverse();

        return value;
    }
}
