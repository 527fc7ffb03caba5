using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Output;

/// <summary>Text from files and file names, made fit to stand in one line for a person to read: nothing in it can break the line or steer a terminal.</summary>
internal static class SafeText
{
    /// <summary>The text with control characters, line separators, marks of direction and halves of surrogate pairs as escapes.</summary>
    internal static string Escape(string text)
    {
        if (IsSafe(text))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                escaped.Append(text[i++]).Append(text[i]);
            else if (IsSafe(text[i]))
                escaped.Append(text[i]);
            else
                escaped.Append(EscapeOf(text[i]));
        }
        return escaped.ToString();
    }

    /// <summary>Whether a UTF-16 unit can be shown as it is; halves of surrogate pairs cannot.</summary>
    internal static bool IsSafe(char character)
    {
        if (character is >= ' ' and < '\x7f')
            return true;
        return char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => false,
            UnicodeCategory.Format => character is '\u200c' or '\u200d',   // joiners: parts of words and of emoji
            _ => true,
        };
    }

    /// <summary>As Python writes it.</summary>
    internal static string EscapeOf(uint codePoint) => codePoint switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < 0x100 => $"\\x{codePoint:x2}",
        < 0x10000 => $"\\u{codePoint:x4}",
        _ => $"\\U{codePoint:x8}",
    };

    private static bool IsSafe(string text)
    {
        foreach (char character in text)
        {
            if (!IsSafe(character))
                return false;
        }
        return true;
    }
}
