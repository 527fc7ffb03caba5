using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

// Text and bytes, without trailing NULs.
internal static partial class ElementReader
{
    /// <summary>Maximum length of text swapped on the stack, in code points.</summary>
    private const int StackLength = 128;

    /// <summary>Returns the bytes of an element, without trailing NULs if it is a byte string.</summary>
    internal static byte[] ReadBytes(ref byte source, DType dtype)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref source, dtype.ItemSize);
        return dtype.Kind == DTypeKind.Bytes ? bytes.TrimEnd((byte)0).ToArray() : bytes.ToArray();
    }

    /// <summary>Returns the text of an <c>S</c> (as Latin-1) or a <c>U</c>.</summary>
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
