using System.Globalization;
using System.Text;

namespace NpyIO.DTypes;

/// <summary>Names and texts in C# source.</summary>
internal static class CSharpText
{
    // Far below what the compiler takes, so that names can be put together.
    private const int MaxIdentifier = 100;

    /// <summary>The words that are no identifiers anywhere.</summary>
    private static readonly string[] Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum",
        "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace",
        "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    /// <summary>
    /// Makes a name an identifier, each word with a capital: <c>bid_price</c> is <c>BidPrice</c>, and <c>2nd</c> is <c>_2nd</c>. Returns the other name if nothing of the name remains.
    /// No keyword has a capital, so none is returned.
    /// </summary>
    internal static string Identifier(string name, string otherwise)
    {
        var identifier = new StringBuilder();
        bool begins = true;
        foreach (char character in name)
        {
            if (identifier.Length == MaxIdentifier)
                break;
            if (!char.IsLetter(character) && !IsDigitOrMark(character))
            {
                begins = true;
                continue;
            }

            // Otherwise 1.5 and 15 would be one name.
            if (begins && identifier.Length > 0 && char.IsDigit(character) && char.IsDigit(identifier[^1]))
                identifier.Append('_');
            identifier.Append(begins ? char.ToUpperInvariant(character) : character);
            begins = false;
        }

        if (identifier.Length == 0)
            return otherwise;
        if (!char.IsLetter(identifier[0]))
            identifier.Insert(0, '_');
        return identifier.ToString();
    }

    /// <summary>Writes <c>@</c> before a keyword.</summary>
    internal static string Escaped(string identifier) => Array.IndexOf(Keywords, identifier) >= 0 ? "@" + identifier : identifier;

    /// <summary>A text in quotes, with escapes for what cannot be seen.</summary>
    internal static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char character in text)
        {
            if (character is '"' or '\\')
                literal.Append('\\').Append(character);
            else if (character == ' ' || IsVisible(character))
                literal.Append(character);
            else
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }

        return literal.Append('"').ToString();
    }

    /// <summary>What can follow the first character of an identifier and is not a letter; underscores divide words, like everything else.</summary>
    private static bool IsDigitOrMark(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsVisible(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
