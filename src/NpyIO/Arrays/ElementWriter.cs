using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Writes single elements of any dtype, in either byte order, aligned or not. The JIT resolves the branches on T. The index is for messages.</summary>
internal static class ElementWriter
{
    internal static void Write<T>(T value, ref byte destination, DType dtype, scoped ReadOnlySpan<long> index = default)
    {
        if (!ElementReader.CanRead<T>(dtype))
            ArrayThrow.WrongElementType<T>(dtype);

        if (typeof(T) == typeof(string))
        {
            WriteText((string?)(object?)value, ref destination, dtype);
        }
        else if (typeof(T) == typeof(byte[]))
        {
            WriteBytes((byte[]?)(object?)value, ref destination, dtype);
        }
        else if (typeof(T) == typeof(Datetime64))
        {
            Datetime64 moment = Unsafe.BitCast<T, Datetime64>(value);
            WritePlain(TimeElements.CountOf(moment, dtype, index), ref destination, !dtype.IsNative);
        }
        else if (typeof(T) == typeof(Timedelta64))
        {
            Timedelta64 span = Unsafe.BitCast<T, Timedelta64>(value);
            WritePlain(TimeElements.CountOf(span, dtype, index), ref destination, !dtype.IsNative);
        }
        else if (TimeType<T>.Row is not null)
        {
            TimeElements.Write(value, ref destination, dtype, index);
        }
        else if (typeof(T) == typeof(char))
        {
            CharacterElements.Write(Unsafe.BitCast<T, char>(value), ref destination, dtype);
        }
        else
        {
            WritePlain(value, ref destination, !dtype.IsNative);
        }
    }

    internal static void WritePlain<T>(T value, ref byte destination, bool swapped) =>
        Unsafe.WriteUnaligned(ref destination, swapped ? ElementSwap.Swap(value) : value);

    /// <summary>In bytes (<c>S</c>) or code points (<c>U</c>).</summary>
    internal static int LengthOf(string text, DTypeKind kind)
    {
        int length = text.Length;
        for (int i = 0; kind == DTypeKind.String && i < text.Length - 1; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                length--;
                i++;
            }
        }

        return length;
    }

    // Text and bytes are padded with NULs.
    private static void WriteBytes(byte[]? value, ref byte destination, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > dtype.ItemSize)
            ArrayThrow.TooLong(value.Length, "bytes", dtype);

        Span<byte> bytes = MemoryMarshal.CreateSpan(ref destination, dtype.ItemSize);
        value.CopyTo(bytes);
        bytes[value.Length..].Clear();
    }

    private static void WriteText(string? value, ref byte destination, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = LengthOf(value, dtype.Kind);
        int unit = dtype.Kind == DTypeKind.String ? sizeof(uint) : 1;
        if (length > dtype.ItemSize / unit)
            ArrayThrow.TooLong(length, dtype.Kind == DTypeKind.String ? "code points" : "characters", dtype);

        Span<byte> bytes = MemoryMarshal.CreateSpan(ref destination, dtype.ItemSize);
        if (dtype.Kind == DTypeKind.String)
            WriteUtf32(value, bytes, !dtype.IsNative);
        else
            WriteLatin1(value, bytes, dtype);

        bytes[(length * unit)..].Clear();
    }

    private static void WriteLatin1(string value, Span<byte> bytes, DType dtype)
    {
        // Check first, so that nothing has changed if it throws.
        int foreign = value.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF');
        if (foreign >= 0)
            ArrayThrow.NotLatin1(value[foreign], foreign, dtype);

        for (int i = 0; i < value.Length; i++)
            bytes[i] = (byte)value[i];
    }

    private static void WriteUtf32(string value, Span<byte> bytes, bool swapped)
    {
        for (int i = 0; i < value.Length; i++)
        {
            uint codePoint = value[i];
            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]))
            {
                codePoint = (uint)char.ConvertToUtf32(value[i], value[i + 1]);
                i++;
            }

            Unsafe.WriteUnaligned(ref bytes[0], swapped ? BinaryPrimitives.ReverseEndianness(codePoint) : codePoint);
            bytes = bytes[sizeof(uint)..];
        }
    }
}
