using System.Globalization;
using System.Text;

namespace NpyIO.Pickling;

internal static partial class PickleText
{
    /// <summary>Decodes a UNICODE line of protocol 0 (Python's <c>raw-unicode-escape</c>): Latin-1 with <c>\uXXXX</c> and <c>\UXXXXXXXX</c>; any other backslash is literal.</summary>
    /// <returns>The text, or null if an escape is invalid.</returns>
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

    /// <summary>Decodes a STRING line of protocol 0, the <c>repr</c> of a Python 2 <c>str</c>.</summary>
    /// <returns>The bytes, or null if the line is invalid.</returns>
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

    /// <summary>Writes the byte for an escape letter. A letter without a meaning keeps its backslash.</summary>
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
