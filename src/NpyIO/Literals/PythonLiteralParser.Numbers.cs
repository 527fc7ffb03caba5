using System.Globalization;
using System.Numerics;

namespace NpyIO.Literals;

// Names and numbers.
internal ref partial struct PythonLiteralParser
{
    /// <summary>Maximum number of decimal digits that always fit a long.</summary>
    internal const int Int64SafeDigits = 18;

    private PythonLiteral ReadLeaf(char first)
    {
        _form = Form.Other;
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Peek(_position + 1))))
        {
            PythonLiteral number = ReadNumber();
            _form = Form.Number;
            if (_allowLongSuffix)
                SkipLongSuffix();
            return number;
        }

        if (first is '\'' or '"' || PrefixLength() > 0)
            return ReadStrings();
        if (IsNameStart(first))
            return ReadName();
        int offset = OffsetOf(_position);
        if (first == '.' && Peek(_position + 1) == '.' && Peek(_position + 2) == '.')
        {
            _position += 3;
            return PythonLiteral.Ellipsis(offset);
        }

        LiteralThrow.LiteralUnexpected(offset, DescribeNext(), "a value");
        return null;
    }

    private PythonLiteral ReadName()
    {
        int start = _position;
        int offset = OffsetOf(start);
        while (IsNamePart(Peek(_position)))
            _position++;
        ReadOnlySpan<char> name = _text[start.._position];
        switch (name)
        {
            case "True" or "False":
                return PythonLiteral.FromBoolean(name is "True", offset);
            case "None":
                return PythonLiteral.None(offset);
            case "set" when SkipCall():
                return PythonLiteral.FromItems(PythonLiteralKind.Set, [], offset);
            default:
                LiteralThrow.LiteralName(offset, name);
                return null;
        }
    }

    private bool SkipCall()
    {
        // set() is the only call that literal_eval accepts, because the empty set has no literal.
        SkipSpace();
        if (Peek(_position) != '(')
            return false;
        _position++;
        _depth++; // Line ends inside the parentheses are space. This is not an open bracket, so the frame stays unchanged.
        SkipSpace();
        _depth--;
        return Peek(_position++) == ')';
    }

    private PythonLiteral ReadNumber()
    {
        int start = _position;
        int offset = OffsetOf(start);
        char mark = (char)(Peek(start + 1) | 0x20);
        if (_text[start] == '0' && mark is 'x' or 'o' or 'b')
            return ReadRadix(mark == 'x' ? 4 : mark == 'o' ? 3 : 1, offset);

        bool isInteger = true;
        bool isValid = true;
        if (_text[start] != '.')
            isValid = SkipDigits();
        if (Peek(_position) == '.')
        {
            isInteger = false;
            _position++;
            if (char.IsAsciiDigit(Peek(_position)))
                isValid &= SkipDigits();
        }

        if (Peek(_position) is 'e' or 'E')
        {
            int sign = Peek(_position + 1) is '+' or '-' ? 1 : 0;
            if (char.IsAsciiDigit(Peek(_position + 1 + sign)))
            {
                isInteger = false;
                _position += 1 + sign;
                isValid &= SkipDigits();
            }
        }

        int end = _position;
        bool isComplex = Peek(end) is 'j' or 'J';
        if (isComplex)
            _position++;
        RequireNumberEnd(isValid, start);
        if (isComplex)
            return PythonLiteral.Complex(offset);
        return isInteger ? ToInteger(_text[start..end], offset) : PythonLiteral.FromFloat(ToDouble(_text[start..end]), offset);
    }

    private PythonLiteral ReadRadix(int bitsPerDigit, int offset)
    {
        int start = _position;
        _position += 2;
        BigInteger big = default;
        long value = 0;
        int bits = 0;
        int digits = 0;
        bool isValid;
        do
        {
            if (Peek(_position) == '_')
                _position++;
            isValid = false;
            for (int digit; (digit = HexDigit(Peek(_position))) >= 0 && digit < 1 << bitsPerDigit; _position++)
            {
                isValid = true;
                if (++digits > LiteralLimits.MaxIntegerDigits)
                    LiteralThrow.LiteralLongInteger(offset);
                value = value << bitsPerDigit | (uint)digit;
                bits += bitsPerDigit;
                if (bits >= 56)
                {
                    big = big << bits | value;
                    value = 0;
                    bits = 0;
                }
            }
        }
        while (isValid && Peek(_position) == '_');

        RequireNumberEnd(isValid, start);
        return big.IsZero ? PythonLiteral.FromInteger(value, offset) : PythonLiteral.FromInteger(big << bits | value, offset);
    }

    private static PythonLiteral ToInteger(ReadOnlySpan<char> text, int offset)
    {
        if (text.Length <= Int64SafeDigits && !text.Contains('_'))
        {
            long value = 0;
            foreach (char c in text)
                value = value * 10 + (c - '0');
            if (value != 0 && text[0] == '0')
                LiteralThrow.LiteralLeadingZero(offset);
            return PythonLiteral.FromInteger(value, offset);
        }

        string digits = WithoutUnderscores(text);
        if (digits[0] == '0' && digits.AsSpan().ContainsAnyExcept('0'))
            LiteralThrow.LiteralLeadingZero(offset);
        if (digits.Length > LiteralLimits.MaxIntegerDigits)
            LiteralThrow.LiteralLongInteger(offset);
        return PythonLiteral.FromInteger(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), offset);
    }

    private static double ToDouble(ReadOnlySpan<char> text) =>
        double.Parse(WithoutUnderscores(text), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string WithoutUnderscores(ReadOnlySpan<char> text) => text.ToString().Replace("_", "", StringComparison.Ordinal);

    /// <summary>Returns false if an underscore is not followed by a digit.</summary>
    private bool SkipDigits()
    {
        while (true)
        {
            while (char.IsAsciiDigit(Peek(_position)))
                _position++;
            if (Peek(_position) != '_')
                return true;
            if (!char.IsAsciiDigit(Peek(++_position)))
                return false;
        }
    }

    private void RequireNumberEnd(bool isValid, int start)
    {
        char next = Peek(_position);
        // A single L is left to SkipLongSuffix.
        bool isLong = _allowLongSuffix && next == 'L' && !IsNamePart(Peek(_position + 1));
        if (isValid && (!IsNamePart(next) || isLong))
            return;
        while (IsNamePart(Peek(_position)))
            _position++;
        LiteralThrow.LiteralNumber(OffsetOf(start), _text[start.._position]);
    }

    /// <summary><c>_filter_header</c> drops any number of them with the space before them, but only on the same line.</summary>
    private void SkipLongSuffix()
    {
        int end = _position;
        while (true)
        {
            while (Peek(end) is ' ' or '\t' or '\f' || (Peek(end) == '\\' && Peek(end + 1) is '\n' or '\r'))
                end += Peek(end) != '\\' ? 1 : Peek(end + 1) == '\r' && Peek(end + 2) == '\n' ? 3 : 2;
            if (Peek(end) != 'L' || IsNamePart(Peek(end + 1)))
                return;
            _position = ++end;
        }
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080';

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c);

    private static int HexDigit(char c) => char.IsAsciiHexDigit(c) ? char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10 : -1;
}
