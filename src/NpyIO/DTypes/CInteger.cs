namespace NpyIO.DTypes;

/// <summary>Integers as C's <c>strtol</c> reads them, which NumPy's type strings lean on: leading white space and a sign are allowed.</summary>
internal static class CInteger
{
    /// <summary>Reads a decimal integer and returns how many characters it took, 0 where there is none. Values stop growing past 2^53.</summary>
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
