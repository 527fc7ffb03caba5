using System.Globalization;
using System.Text;
using NpyIO.IO;

namespace NpyIO;

/// <summary>What the file name of a golden file has beside the name of the source file.</summary>
internal static class GoldenName
{
    internal const string Received = ".received";

    // The first are not allowed by Windows; the others mean something between the double quotes of a shell, where the printed command has the path.
    private const string Refused = "<>:\"/\\|?*" + "$`!";

    /// <summary>Returns <c>member</c> or <c>member.name</c>.</summary>
    internal static string Of(string member, string? name)
    {
        if (name is not null)
            Check(name);

        // The compiler's own names, such as <Main>$ of top-level statements, are not to blame: they lose what no file name can have.
        string kept = string.Concat(member.EnumerateRunes().Where(IsAllowed).Select(one => char.ConvertFromUtf32(one.Value)));
        string full = name is null ? kept : $"{kept}.{name}";
        if ($".{full}".EndsWith(Received, StringComparison.OrdinalIgnoreCase))
            TestingThrow.NameOfReceived(name ?? member);
        return full;
    }

    private static void Check(string name)
    {
        // A lone surrogate is enumerated as U+FFFD.
        if (name.Length == 0 || !name.EnumerateRunes().All(IsAllowed) || !WindowsName.IsFile(name))
            TestingThrow.NoFileName(name);

        // Not normalized here: without ICU, string.Normalize does nothing, and a test would have another file where that is missing.
        if (name.Any(IsCombining))
            TestingThrow.NameOfTwoForms(name);
    }

    /// <summary>Accents, and the voicing marks of kana: with the letter before them, macOS takes them for one letter.</summary>
    private static bool IsCombining(char one) => one is >= '\u0300' and <= '\u036F' or '\u3099' or '\u309A';

    private static bool IsAllowed(Rune one) => one != Rune.ReplacementChar
        && !(one.IsAscii && Refused.Contains((char)one.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(one) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
