namespace NpyIO.Literals;

// Space, comments, line ends and indentation, as in CPython's tokenizer.
internal ref partial struct PythonLiteralParser
{
    private const int TabWidth = 8;

    /// <summary>Inside brackets, line ends are space too.</summary>
    private void SkipSpace()
    {
        // In most cases there is nothing, or one space.
        if (Peek(_position) == ' ')
            _position++;
        if (Peek(_position) is > ' ' and not ('#' or '\\'))
            return;
        SkipLongSpace();
    }

    private void SkipLongSpace()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case ' ':
                    int length = _text[_position..].IndexOfAnyExcept(' ');
                    _position = length < 0 ? _text.Length : _position + length;
                    break;
                case '\t' or '\f':
                    _position++;
                    break;
                case '\n' or '\r' when _depth > 0:
                    _position++;
                    break;
                case '#':
                    SkipComment();
                    break;
                case '\\':
                    SkipContinuation();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipToLiteral()
    {
        // literal_eval strips the space at the start of the text.
        while (Peek(_position) is ' ' or '\t')
            _position++;
        while (SkipBlankLine())
        {
        }
    }

    private void SkipToEnd()
    {
        while (_position < _text.Length)
        {
            SkipLineEnd();
            while (SkipBlankLine())
            {
            }

            if (_position < _text.Length)
                LiteralThrow.LiteralUnexpected(OffsetOf(_position), DescribeNext(), "the end");
        }
    }

    /// <summary>Returns true if the line is blank or a comment, and then skips it. Otherwise it must not be indented.</summary>
    private bool SkipBlankLine()
    {
        int start = _position;
        int column = 0;
        int continued = 0;
        for (; ; _position++)
        {
            char c = Peek(_position);
            if (c == ' ')
            {
                column++;
            }
            else if (c == '\t')
            {
                column = (column / TabWidth + 1) * TabWidth;
            }
            else if (c == '\f')
            {
                column = 0;
            }
            else if (c == '\\')
            {
                // The first backslash after some space fixes the indentation (get_normal_tok in CPython's tokenizer).
                continued = continued == 0 ? column : continued;
                SkipContinuation();
                _position--;
            }
            else
            {
                break;
            }
        }

        if (Peek(_position) == '#')
        {
            SkipComment();
            if (_position == _text.Length)
                return false;
        }
        else if (Peek(_position) is not ('\n' or '\r') && (continued == 0 ? column : continued) > 0)
        {
            // CPython treats bare space in the last line as indentation, unless a comment follows.
            LiteralThrow.LiteralIndent(OffsetOf(start));
        }

        if (Peek(_position) is not ('\n' or '\r'))
            return false;
        SkipLineEnd();
        return true;
    }

    private void SkipComment()
    {
        int length = _text[_position..].IndexOfAny('\n', '\r');
        _position = length < 0 ? _text.Length : _position + length;
    }

    private void SkipContinuation()
    {
        int backslash = _position++;
        if (Peek(_position) is not ('\n' or '\r'))
            LiteralThrow.LiteralContinuation(OffsetOf(backslash));
        SkipLineEnd();
        if (_position == _text.Length)
            LiteralThrow.LiteralUnexpected(OffsetOf(_position), "the end", "a line after the backslash");
    }

    private void SkipLineEnd()
    {
        if (Peek(_position) == '\r' && Peek(_position + 1) == '\n')
            _position++;
        _position++;
    }

    private readonly string DescribeNext()
    {
        if (_position >= _text.Length)
            return "the end";
        char c = _text[_position];
        if (c is '\n' or '\r')
            return "the end of the line";
        int length = 1;
        while (IsNameStart(c) && IsNamePart(Peek(_position + length)))
            length++;
        return PythonQuote.Quote(_text.Slice(_position, length));
    }
}
