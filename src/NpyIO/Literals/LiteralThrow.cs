using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;

namespace NpyIO.Literals;

/// <summary>Throw helpers for parsing Python literals.</summary>
internal static class LiteralThrow
{
    [DoesNotReturn]
    internal static void LiteralUnexpected(int offset, string found, string expected) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: expected {expected}, found {found}", expected, found);

    [DoesNotReturn]
    internal static void LiteralNul(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: it holds a raw NUL byte; in a string it would be escaped, '\\x00'", found: "'\\x00'");

    [DoesNotReturn]
    internal static void LiteralTooDeep(int offset) =>
        Throw.Format(NpyFormatReason.TooDeep, offset, $"The Python literal has more than {LiteralLimits.MaxDepth} brackets open at once");

    [DoesNotReturn]
    internal static void LiteralIndent(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: unexpected indentation at the start of a line");

    [DoesNotReturn]
    internal static void LiteralContinuation(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: a backslash outside a string that does not end its line");

    [DoesNotReturn]
    internal static void LiteralName(int offset, ReadOnlySpan<char> name)
    {
        string found = PythonQuote.Quote(name);
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: the name {found} is not True, False or None", "True, False or None", found);
    }

    [DoesNotReturn]
    internal static void LiteralNumber(int offset, ReadOnlySpan<char> text)
    {
        string found = PythonQuote.Quote(text);
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: {found} is not a number", "a number", found);
    }

    [DoesNotReturn]
    internal static void LiteralLeadingZero(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: an integer with leading zeros");

    [DoesNotReturn]
    internal static void LiteralLongInteger(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: an integer of more than {LiteralLimits.MaxIntegerDigits} digits");

    [DoesNotReturn]
    internal static void LiteralSign(int offset, string operand) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: a sign before something other than an unsigned number, {operand}", "an unsigned number", operand);

    [DoesNotReturn]
    internal static void LiteralSum(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: an addition or subtraction other than real ± imaginary");

    [DoesNotReturn]
    internal static void LiteralUnhashable(int offset, string found) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: {found} can be neither a dictionary's key nor in a set", found: found);

    [DoesNotReturn]
    internal static void LiteralDuplicateKey(int offset, string key)
    {
        string found = PythonQuote.Quote(key);
        Throw.Format(NpyFormatReason.BadKeys, offset, $"A dictionary has the key {found} twice", found: found);
    }

    [DoesNotReturn]
    internal static void LiteralUnterminated(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: a string without its closing quote");

    [DoesNotReturn]
    internal static void LiteralPrefix(int offset, ReadOnlySpan<char> prefix)
    {
        string found = PythonQuote.Quote(prefix);
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: a string with the prefix {found}", "u, r, b, br, rb or none", found);
    }

    [DoesNotReturn]
    internal static void LiteralMixedStrings(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: strings and bytes side by side");

    [DoesNotReturn]
    internal static void LiteralNonAsciiBytes(int offset) =>
        Throw.Format(NpyFormatReason.BadHeader, offset, "Not a Python literal: a character beyond ASCII in a bytes literal");

    [DoesNotReturn]
    internal static void LiteralEscape(int offset, ReadOnlySpan<char> escape, int digits)
    {
        string found = PythonQuote.Quote(escape);
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: the escape {found} lacks its {digits} hexadecimal digits", $"{digits} hexadecimal digits", found);
    }

    [DoesNotReturn]
    internal static void LiteralCodePoint(int offset, ReadOnlySpan<char> escape)
    {
        string found = PythonQuote.Quote(escape);
        Throw.Format(NpyFormatReason.BadHeader, offset, $"Not a Python literal: the escape {found} is beyond Unicode", "at most \\U0010ffff", found);
    }

    [DoesNotReturn]
    internal static void LiteralNamedEscape(int offset) =>
        Throw.Format(NpyFormatReason.Unsupported, offset, "Characters by their Unicode names, \\N{...}, are not supported; load the file with NumPy and save it again");
}
