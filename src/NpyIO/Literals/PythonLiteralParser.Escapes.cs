using System.Text;

namespace NpyIO.Literals;

// Escapes within strings.
internal ref partial struct PythonLiteralParser
{
    private const int MaxCodePoint = 0x10FFFF;

    private void AppendDecoded(StringBuilder builder, in StringToken token)
    {
        ReadOnlySpan<char> text = _text[..token.End];
        int position = token.Start;
        while (position < text.Length)
        {
            ReadOnlySpan<char> rest = text[position..];
            int plain = token.IsRaw ? rest.IndexOf('\r') : rest.IndexOfAny('\r', '\\');
            if (plain < 0)
            {
                builder.Append(rest);
                return;
            }

            builder.Append(rest[..plain]);
            position += plain;
            position += text[position] == '\r' ? AppendLineEnd(builder, text[position..]) : AppendEscape(builder, text, position, token.IsBytes);
        }
    }

    /// <summary>Python reads every line end as <c>\n</c>, also inside strings.</summary>
    private static int AppendLineEnd(StringBuilder builder, ReadOnlySpan<char> text)
    {
        builder.Append('\n');
        return text.StartsWith("\r\n") ? 2 : 1;
    }

    /// <summary>Appends the meaning of an escape and returns its length in characters.</summary>
    private int AppendEscape(StringBuilder builder, ReadOnlySpan<char> text, int position, bool isBytes)
    {
        // A backslash is never the last character of the body: ReadStringToken skips the character after each.
        char c = text[position + 1];
        switch (c)
        {
            case '\n':
                return 2;
            case '\r':
                return position + 2 < text.Length && text[position + 2] == '\n' ? 3 : 2;
            case '\\' or '\'' or '"':
                builder.Append(c);
                return 2;
            case 'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v':
                builder.Append(c switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\v' });
                return 2;
            case >= '0' and <= '7':
                return AppendOctal(builder, text[(position + 1)..], isBytes) + 1;
            case 'x':
                return AppendHex(builder, text, position, digits: 2);
            case 'u' when !isBytes:
                return AppendHex(builder, text, position, digits: 4);
            case 'U' when !isBytes:
                return AppendHex(builder, text, position, digits: 8);
            case 'N' when !isBytes:
                LiteralThrow.LiteralNamedEscape(OffsetOf(position));
                return 0;
            default:
                builder.Append('\\'); // An escape unknown to Python is kept, including the backslash.
                return 1;
        }
    }

    private static int AppendOctal(StringBuilder builder, ReadOnlySpan<char> digits, bool isBytes)
    {
        int value = 0;
        int length = 0;
        for (; length < 3 && length < digits.Length && digits[length] is >= '0' and <= '7'; length++)
            value = value * 8 + digits[length] - '0';
        builder.Append((char)(isBytes ? value & 0xFF : value));
        return length;
    }

    private int AppendHex(StringBuilder builder, ReadOnlySpan<char> text, int position, int digits)
    {
        long value = 0;
        for (int i = 0; i < digits; i++)
        {
            int at = position + 2 + i;
            int digit = at < text.Length ? HexDigit(text[at]) : -1;
            if (digit < 0)
                LiteralThrow.LiteralEscape(OffsetOf(position), text[position..Math.Min(at, text.Length)], digits);
            value = value << 4 | (uint)digit;
        }

        if (value > MaxCodePoint)
            LiteralThrow.LiteralCodePoint(OffsetOf(position), text.Slice(position, digits + 2));
        if (value > char.MaxValue)
            builder.Append(char.ConvertFromUtf32((int)value));
        else
            builder.Append((char)value);
        return digits + 2;
    }
}
