namespace NpyIO.DTypes;

/// <summary>Parses integers like C's <c>strtol</c>, which NumPy uses for type strings: leading white space and a sign are allowed.</summary>
internal static class CInteger
{
    /// <summary>Parses a decimal integer and returns how many characters it used, or 0 if there is none. The value stops growing past 2^53.</summary>
    internal static int Parse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        int position = 0;
        while (position < text.Length && (text[position] is ' ' or (>= '\t' and <= '\r')))
            position++;
        bool isNegative = position < text.Length && text[position] == '-';
        if (position < text.Length && (text[position] is '-' or '+'))
            position++;
        int start = position;
        for (; position < text.Length && char.IsAsciiDigit(text[position]); position++)
            value = Math.Min((value * 10) + (text[position] - '0'), 1L << 53);
        if (position == start)
            return 0;
        value = isNegative ? -value : value;
        return position;
    }
}
