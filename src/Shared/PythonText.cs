using System.Globalization;
using System.Text;

namespace NpyIO.Errors;

/// <summary>Text as Python writes it.</summary>
internal static class PythonText
{
    internal static string Quote(string text) => AppendQuoted(new StringBuilder(text.Length + 2), text).ToString();

    /// <summary>Python's <c>repr</c>: in single quotes, unless there is a single quote and no double quote; unprintable characters are escaped.</summary>
    internal static StringBuilder AppendQuoted(StringBuilder builder, string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        builder.Append(quote);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == quote || c == '\\')
                builder.Append('\\').Append(c);
            else if (c is >= ' ' and < '\x7F')
                builder.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                AppendCodePoint(builder, char.ConvertToUtf32(c, text[++i]));
            else
                AppendCodePoint(builder, c);
        }

        return builder.Append(quote);
    }

    /// <summary>As a Python tuple: <c>(2, 3)</c>, <c>(3,)</c>, <c>()</c>.</summary>
    internal static StringBuilder AppendShape(StringBuilder builder, ReadOnlySpan<long> shape)
    {
        builder.Append('(');
        for (int i = 0; i < shape.Length; i++)
            builder.Append(i == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{shape[i]}");
        return builder.Append(shape.Length == 1 ? ",)" : ")");
    }

    internal static string Shape(ReadOnlySpan<long> shape) => AppendShape(new StringBuilder(), shape).ToString();

    private static void AppendCodePoint(StringBuilder builder, int codePoint)
    {
        switch (codePoint)
        {
            case '\t':
                builder.Append("\\t");
                break;
            case '\n':
                builder.Append("\\n");
                break;
            case '\r':
                builder.Append("\\r");
                break;
            case var _ when IsPrintable(codePoint):
                builder.Append(char.ConvertFromUtf32(codePoint));
                break;
            case < 0x100:
                builder.Append(CultureInfo.InvariantCulture, $"\\x{codePoint:x2}");
                break;
            case < 0x10000:
                builder.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:x4}");
                break;
            default:
                builder.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:x8}");
                break;
        }
    }

    // Python's str.isprintable, except for ASCII.
    private static bool IsPrintable(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
