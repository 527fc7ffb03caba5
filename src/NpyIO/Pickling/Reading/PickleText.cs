using System.Buffers;
using System.Text;

namespace NpyIO.Pickling;

/// <summary>Decodes the text encodings of pickles.</summary>
internal static partial class PickleText
{
    /// <summary>Maximum length of texts decoded on the stack, in bytes.</summary>
    private const int Short = 512;

    /// <summary>Maximum length of a .NET string, in characters.</summary>
    internal static readonly Threshold MaxCharacters = new(0x3FFFFFDF);

    internal static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Decodes UTF-8 that may contain lone surrogates (Python's <c>surrogatepass</c>).</summary>
    /// <returns>The text, or null if it is not UTF-8.</returns>
    internal static string? Utf8(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
            return Latin1(bytes);

        char[]? rented = bytes.Length <= Short ? null : ArrayPool<char>.Shared.Rent(bytes.Length);
        Span<char> text = rented is null ? stackalloc char[Short] : rented;
        try
        {
            int count = Decode(bytes, text);
            return count < 0 ? null : new string(text[..count]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Decodes UTF-8 with lone surrogates. Returns the number of UTF-16 units, or −1 if it is invalid.</summary>
    private static int Decode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        int count = 0;
        while (Utf8Decode(ref bytes, text, ref count) != OperationStatus.Done)
        {
            if (bytes.Length < 3 || bytes[0] != 0xED || bytes[1] is < 0xA0 or > 0xBF || bytes[2] is < 0x80 or > 0xBF)
                return -1;
            text[count++] = (char)(0xD000 | (bytes[1] & 0x3F) << 6 | bytes[2] & 0x3F);
            bytes = bytes[3..];
        }

        return count;
    }

    private static OperationStatus Utf8Decode(ref ReadOnlySpan<byte> bytes, Span<char> text, ref int count)
    {
        OperationStatus status = System.Text.Unicode.Utf8.ToUtf16(bytes, text[count..], out int read, out int written, replaceInvalidSequences: false);
        bytes = bytes[read..];
        count += written;
        return status;
    }
}
