using System.Globalization;
using System.Text;

namespace NpyIO.Errors;

/// <summary>Text as Python writes it.</summary>
internal static class PythonText
{
    private const uint MaxCodePoint = 0x10FFFF;

    internal static string Quote(string text) => AppendQuoted(new StringBuilder(text.Length + 2), text).ToString();

    /// <summary>Python's <c>repr</c>: in single quotes, unless there is a single quote and no double quote; unprintable characters are escaped.</summary>
    internal static StringBuilder AppendQuoted(StringBuilder builder, string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        builder.Append(quote);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                AppendCodePoint(builder, (uint)char.ConvertToUtf32(c, text[++i]), quote);
            else
                AppendCodePoint(builder, c, quote);
        }

        return builder.Append(quote);
    }

    /// <summary>The same for code points, which can be surrogates. Numbers that are not code points are escaped.</summary>
    internal static StringBuilder AppendQuoted(StringBuilder builder, ReadOnlySpan<uint> codePoints)
    {
        char quote = codePoints.Contains('\'') && !codePoints.Contains('"') ? '"' : '\'';
        builder.Append(quote);
        foreach (uint codePoint in codePoints)
            AppendCodePoint(builder, codePoint, quote);
        return builder.Append(quote);
    }

    /// <summary>Python's <c>repr</c> of bytes: <c>b'\x00a'</c>.</summary>
    internal static StringBuilder AppendQuoted(StringBuilder builder, ReadOnlySpan<byte> bytes)
    {
        char quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        builder.Append('b').Append(quote);
        foreach (byte value in bytes)
        {
            if (value < 0x80)
                AppendCodePoint(builder, value, quote);
            else
                builder.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
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

    /// <summary>As a Python list: <c>[2, 3]</c>.</summary>
    internal static string List(ReadOnlySpan<long> numbers) => $"[{string.Join(", ", numbers.ToArray().Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    private static void AppendCodePoint(StringBuilder builder, uint codePoint, char quote)
    {
        switch (codePoint)
        {
            case '\\':
            case var _ when codePoint == quote:
                builder.Append('\\').Append((char)codePoint);
                break;
            case >= ' ' and < '\x7F':
                builder.Append((char)codePoint);
                break;
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
                builder.Append(char.ConvertFromUtf32((int)codePoint));
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
    private static bool IsPrintable(uint codePoint) => codePoint <= MaxCodePoint && CharUnicodeInfo.GetUnicodeCategory((int)codePoint) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
