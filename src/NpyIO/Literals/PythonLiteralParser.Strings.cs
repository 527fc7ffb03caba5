using System.Text;

namespace NpyIO.Literals;

// Strings and bytes: prefixes, quotes, adjacent strings, escapes.
internal ref partial struct PythonLiteralParser
{
    private const int LongestPrefix = 2;
    private const int MaxCodePoint = 0x10FFFF;

    private PythonLiteral ReadStrings()
    {
        int offset = OffsetOf(_position);
        StringToken token = ReadStringToken();
        SkipSpace();
        if (token.IsPlain && !AtString())
            return PythonLiteral.FromText(ToText(_text[token.Start..token.End]), token.IsBytes, offset);

        StringBuilder builder = (_builder ??= new StringBuilder()).Clear();
        AppendDecoded(builder, token);
        while (AtString())
        {
            int start = _position;
            StringToken next = ReadStringToken();
            if (next.IsBytes != token.IsBytes)
                LiteralThrow.LiteralMixedStrings(OffsetOf(start));
            AppendDecoded(builder, next);
            SkipSpace();
        }

        return PythonLiteral.FromText(builder.ToString(), token.IsBytes, offset);
    }

    private StringToken ReadStringToken()
    {
        int start = _position;
        StringToken token = ReadPrefix();
        char quote = _text[_position];
        bool isTriple = Peek(_position + 1) == quote && Peek(_position + 2) == quote;
        _position += isTriple ? 3 : 1;
        token.Start = _position;
        token.IsPlain = true;
        for (; _position < _text.Length; _position++)
        {
            char c = _text[_position];
            if (c == quote && (!isTriple || (Peek(_position + 1) == quote && Peek(_position + 2) == quote)))
            {
                token.End = _position;
                _position += isTriple ? 3 : 1;
                return token;
            }

            if (c == '\\')
            {
                token.IsPlain &= token.IsRaw;
                _position++; // A character after a backslash never ends the string, not even a raw one.
                c = Peek(_position);
                if (c == '\r')
                    token.IsPlain = false;
                if (c == '\r' && Peek(_position + 1) == '\n')
                    _position++;
            }
            else if (c is '\n' or '\r')
            {
                if (!isTriple)
                    break;
                token.IsPlain &= c == '\n';
            }

            if (token.IsBytes && c >= '\u0080')
                LiteralThrow.LiteralNonAsciiBytes(OffsetOf(_position));
        }

        LiteralThrow.LiteralUnterminated(OffsetOf(start));
        return token;
    }

    private StringToken ReadPrefix()
    {
        int length = PrefixLength();
        ReadOnlySpan<char> prefix = _text.Slice(_position, length);
        bool isBytes = prefix.ContainsAny('b', 'B');
        bool isRaw = prefix.ContainsAny('r', 'R');
        // u, r, b, and r with b; anything else is a template or not a prefix.
        bool isKnown = length switch
        {
            0 => true,
            1 => isBytes || isRaw || prefix[0] is 'u' or 'U',
            _ => isBytes && isRaw,
        };
        if (!isKnown)
            LiteralThrow.LiteralPrefix(OffsetOf(_position), prefix);
        _position += length;
        return new StringToken { IsBytes = isBytes, IsRaw = isRaw };
    }

    /// <summary>Returns the number of letters before a quote, or 0 if they are not a prefix.</summary>
    private readonly int PrefixLength()
    {
        int length = 0;
        while (length < LongestPrefix && char.IsAsciiLetter(Peek(_position + length)))
            length++;
        return Peek(_position + length) is '\'' or '"' ? length : 0;
    }

    private readonly bool AtString() => Peek(_position) is '\'' or '"' || PrefixLength() > 0;

    /// <summary>Avoids allocations for the keys of every header.</summary>
    private static string ToText(ReadOnlySpan<char> text) => text switch
    {
        "descr" => "descr",
        "fortran_order" => "fortran_order",
        "shape" => "shape",
        "" => "",
        _ => text.ToString(),
    };

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

    private static int AppendLineEnd(StringBuilder builder, ReadOnlySpan<char> text)
    {
        // Python reads every line end as \n, also inside strings.
        builder.Append('\n');
        return text.StartsWith("\r\n") ? 2 : 1;
    }

    /// <summary>Returns the escape's length in characters.</summary>
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

    /// <summary>One string token of the text.</summary>
    private struct StringToken
    {
        /// <summary>The body, up to the closing quotes at <see cref="End"/>.</summary>
        public int Start;
        public int End;
        public bool IsBytes;
        public bool IsRaw;

        /// <summary>Whether the body is the value: no escapes, no line ends to translate.</summary>
        public bool IsPlain;
    }
}
