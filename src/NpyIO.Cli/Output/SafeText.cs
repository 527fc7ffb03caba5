using System.Globalization;
using System.Text;

namespace NpyIO.Cli.Output;

/// <summary>Makes text from files and file names safe to show in one line: it cannot break the line or control the terminal.</summary>
internal static class SafeText
{
    /// <summary>Escapes control characters, line separators, direction marks and unpaired surrogates.</summary>
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

    private static string EscapeOf(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < '\x100' => $"\\x{(int)character:x2}",
        _ => $"\\u{(int)character:x4}",
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
