using System.Globalization;
using System.Text;

namespace NpyIO.Literals;

/// <summary>Quotes pieces of a file in error messages, in Python's syntax, in printable ASCII, and shortened.</summary>
internal static class PythonQuote
{
    private const int MaxLength = 60;

    internal static string Quote(ReadOnlySpan<char> text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        StringBuilder builder = new();
        builder.Append(quote);
        foreach (char c in text[..Math.Min(text.Length, MaxLength)])
            Append(builder, c, quote);
        builder.Append(quote);
        return text.Length > MaxLength ? builder.Append("...").ToString() : builder.ToString();
    }

    internal static string Quote(ReadOnlySpan<byte> bytes)
    {
        StringBuilder builder = new("b'");
        foreach (byte b in bytes[..Math.Min(bytes.Length, MaxLength)])
            Append(builder, (char)b, '\'');
        builder.Append('\'');
        return bytes.Length > MaxLength ? builder.Append("...").ToString() : builder.ToString();
    }

    private static void Append(StringBuilder builder, char c, char quote)
    {
        if (c == quote || c == '\\')
            builder.Append('\\').Append(c);
        else if (c is >= ' ' and <= '~')
            builder.Append(c);
        else if (c == '\n')
            builder.Append("\\n");
        else if (c == '\r')
            builder.Append("\\r");
        else if (c == '\t')
            builder.Append("\\t");
        else if (c < 0x100)
            builder.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        else
            builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
    }
}
