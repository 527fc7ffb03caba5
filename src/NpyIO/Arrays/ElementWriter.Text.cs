using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

// Text and bytes, padded with NULs.
internal static partial class ElementWriter
{
    /// <summary>Returns the length of a text in bytes (<c>S</c>) or code points (<c>U</c>).</summary>
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
