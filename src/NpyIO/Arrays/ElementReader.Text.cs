using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace NpyIO.Arrays;

/// <summary>Text and bytes, without the NULs that fill them up.</summary>
internal static partial class ElementReader
{
    /// <summary>The longest text, in code points, that is built on the stack.</summary>
    private const int StackLength = 128;

    /// <summary>The bytes of an element: all of raw bytes and records, those of a byte string without its trailing NULs.</summary>
    internal static byte[] ReadBytes(ref byte source, DType dtype)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize);
        return dtype.Kind == DTypeKind.Bytes ? bytes.TrimEnd((byte)0).ToArray() : bytes.ToArray();
    }

    /// <summary>The text of a byte string, by Latin-1, or of a <c>U</c>.</summary>
    internal static string ReadText(ref byte source, DType dtype)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize);
        return dtype.Kind == DTypeKind.Bytes ? Encoding.Latin1.GetString(bytes.TrimEnd((byte)0)) : ReadUtf32(bytes, !dtype.IsNative);
    }

    /// <summary>UTF-32 as NumPy keeps it: any code point, surrogates too, up to the last that is not NUL.</summary>
    private static string ReadUtf32(ReadOnlySpan<byte> bytes, bool swapped)
    {
        // A unit of zero bytes is NUL in either order.
        while (bytes.Length >= sizeof(uint) && MemoryMarshal.Read<uint>(bytes[^sizeof(uint)..]) == 0)
        {
            bytes = bytes[..^sizeof(uint)];
        }

        int length = bytes.Length / sizeof(uint);
        Span<char> chars = length <= StackLength ? stackalloc char[2 * StackLength] : new char[2 * length];
        int written = 0;
        for (; !bytes.IsEmpty; bytes = bytes[sizeof(uint)..])
        {
            uint codePoint = MemoryMarshal.Read<uint>(bytes);
            if (swapped)
            {
                codePoint = BinaryPrimitives.ReverseEndianness(codePoint);
            }

            if (codePoint <= char.MaxValue)
            {
                chars[written++] = (char)codePoint;
                continue;
            }

            if (codePoint > 0x10FFFF)
            {
                Throw.NoCodePoint(codePoint);
            }

            // The two surrogates of a code point beyond the first 65536.
            chars[written++] = (char)(0xD800 + ((codePoint - 0x10000) >> 10));
            chars[written++] = (char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF));
        }

        return new string(chars[..written]);
    }
}
