using System.Buffers;
using System.Globalization;
using System.Text;

namespace NpyIO.Pickling;

/// <summary>Decodes the text encodings of pickles.</summary>
internal static class PickleText
{
    /// <summary>Maximum length of texts decoded on the stack, in bytes.</summary>
    private const int Short = 512;

    /// <summary>Maximum length of a .NET string, in characters.</summary>
    internal static readonly Threshold MaxCharacters = new(0x3FFFFFDF);

    internal static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The text may contain lone surrogates (Python's <c>surrogatepass</c>). Returns null if it is not UTF-8.</summary>
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

    /// <summary>Returns the number of UTF-16 units, or −1 if the bytes are invalid.</summary>
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

    /// <summary>Python's <c>raw-unicode-escape</c>: Latin-1 with <c>\uXXXX</c> and <c>\UXXXXXXXX</c>; any other backslash is literal. Returns null if an escape is invalid.</summary>
    internal static string? RawUnicodeEscape(ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)'\\'))
            return Latin1(line);

        var text = new StringBuilder(line.Length);
        for (int at = 0; at < line.Length; at++)
        {
            if (line[at] != '\\' || at + 1 == line.Length)
            {
                text.Append((char)line[at]);
                continue;
            }

            int digits = line[at + 1] switch
            {
                (byte)'u' => 4,
                (byte)'U' => 8,
                _ => 0,
            };
            if (digits == 0)
            {
                text.Append('\\').Append((char)line[++at]);
                continue;
            }

            if (!TryHex(line[(at + 2)..], digits, out int code) || code > 0x10FFFF)
                return null;
            if (code < 0x10000)
                text.Append((char)code);
            else
                text.Append(char.ConvertFromUtf32(code));
            at += 1 + digits;
        }

        return text.ToString();
    }

    /// <summary>The line is the <c>repr</c> of a Python 2 <c>str</c>. Returns null if it is invalid.</summary>
    internal static byte[]? Unquote(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        if (line.Length < 2 || line[0] != line[^1] || line[0] is not ((byte)'\'' or (byte)'"'))
            return null;

        line = line[1..^1];
        byte[] bytes = new byte[line.Length];
        int count = 0;
        for (int at = 0; at < line.Length; at++)
        {
            if (line[at] != '\\')
            {
                bytes[count++] = line[at];
                continue;
            }

            if (++at == line.Length)
                return null;
            switch (line[at])
            {
                case (byte)'\n':
                    break;
                case (byte)'x':
                    if (!TryHex(line[(at + 1)..], 2, out int hex))
                        return null;
                    bytes[count++] = (byte)hex;
                    at += 2;
                    break;
                case >= (byte)'0' and <= (byte)'7':
                    int octal = 0;
                    int end = Math.Min(at + 3, line.Length);
                    while (at < end && line[at] is >= (byte)'0' and <= (byte)'7')
                        octal = octal * 8 + line[at++] - '0';
                    bytes[count++] = (byte)octal;
                    at--;
                    break;
                default:
                    count += Escaped(line[at], bytes.AsSpan(count));
                    break;
            }
        }

        return bytes.AsSpan(0, count).ToArray();
    }

    /// <summary>A letter without a meaning keeps its backslash.</summary>
    private static int Escaped(byte letter, Span<byte> target)
    {
        int meaning = letter switch
        {
            (byte)'\\' or (byte)'\'' or (byte)'"' => letter,
            (byte)'a' => 7,
            (byte)'b' => 8,
            (byte)'t' => 9,
            (byte)'n' => 10,
            (byte)'v' => 11,
            (byte)'f' => 12,
            (byte)'r' => 13,
            _ => -1,
        };
        target[0] = meaning < 0 ? (byte)'\\' : (byte)meaning;
        if (meaning >= 0)
            return 1;
        target[1] = letter;
        return 2;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, int count, out int value)
    {
        value = 0;
        return digits.Length >= count && int.TryParse(digits[..count], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
    }
}
