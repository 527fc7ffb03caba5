using System.Text;

namespace NpyIO.Literals;

// Strings and bytes: prefixes, quotes, adjacent strings.
internal ref partial struct PythonLiteralParser
{
    private const int LongestPrefix = 2;

    /// <summary>Reads one or more adjacent strings, which Python joins.</summary>
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

    /// <summary>Reads prefix, quotes and body of one string, and determines whether the body is the value unchanged.</summary>
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

    /// <summary>Returns the number of letters before a quote at the current position, or 0 if this is not a prefix.</summary>
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

    /// <summary>One string token of the text.</summary>
    private struct StringToken
    {
        /// <summary>The position of the body.</summary>
        public int Start;

        /// <summary>The position of the closing quotes.</summary>
        public int End;

        /// <summary>Whether the prefix has a <c>b</c>.</summary>
        public bool IsBytes;

        /// <summary>Whether the prefix has an <c>r</c>.</summary>
        public bool IsRaw;

        /// <summary>Whether the body is the value: no escapes, no line ends to translate.</summary>
        public bool IsPlain;
    }
}
