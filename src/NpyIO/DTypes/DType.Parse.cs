using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;
using NpyIO.Literals;

namespace NpyIO;

public sealed partial class DType
{
    /// <summary>Parses what <c>np.dtype(text)</c> accepts: <c>&lt;f8</c>, <c>float64</c>, <c>i4,f8</c>; also the repr of a descr, <c>[('a', '&lt;f8')]</c>.</summary>
    /// <param name="text">A type string, a name, a comma string, or a Python literal: a list of fields, a tuple of dtype and shape, a dictionary, a quoted string.</param>
    /// <exception cref="NpyFormatException">The text is not a dtype (<see cref="NpyFormatReason.BadDescr"/>) or not a supported one; the offset is that in the text.</exception>
    public static DType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsLiteral(text)
            ? DescrReader.Read(PythonLiteralParser.Parse(text, baseOffset: 0, allowLongSuffix: false))
            : TypeStringParser.Parse(text, offset: 0);
    }

    /// <summary>Like <see cref="Parse"/>, but returns false if the text is not a dtype.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dtype">The dtype.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DType? dtype)
    {
        dtype = null;
        if (text is null)
            return false;
        try
        {
            dtype = Parse(text);
            return true;
        }
        catch (NpyFormatException)
        {
            return false;
        }
    }

    /// <summary>Builds a dtype from the literal of a header's descr, like <c>numpy.lib.format.descr_to_dtype</c>: without the dictionaries that <c>np.dtype</c> accepts.</summary>
    internal static DType FromDescr(PythonLiteral descr) => DescrReader.Read(descr, allowDictionaries: false);

    // A shape in a comma string starts with a digit, '(2,3)i4'; a tuple of dtype and shape starts with a dtype.
    private static bool IsLiteral(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
            return false;
        if (start[0] == '(')
            start = start[1..].TrimStart();
        return !start.IsEmpty && start[0] is '[' or '{' or '\'' or '"' || text[0] == '(' && !start.IsEmpty && start[0] == '(';
    }
}
