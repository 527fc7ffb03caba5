using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;
using NpyIO.Literals;

namespace NpyIO;

public sealed partial class DType
{
    /// <summary>Parses what <c>np.dtype(text)</c> takes: <c>&lt;f8</c>, <c>float64</c>, <c>i4,f8</c>; also the repr of a descr, <c>[('a', '&lt;f8')]</c>.</summary>
    /// <param name="text">A type string, a name, a comma string, or a Python literal: a list of fields, a tuple of dtype and shape, a dictionary, a quoted string.</param>
    /// <exception cref="NpyFormatException">It is no dtype (<see cref="NpyFormatReason.BadDescr"/>), or one that is not supported; the offset is in the text.</exception>
    public static DType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsLiteral(text)
            ? DescrReader.Read(PythonLiteralParser.Parse(text, baseOffset: 0, allowLongSuffix: false))
            : TypeStringParser.Parse(text, offset: 0);
    }

    /// <summary>As <see cref="Parse"/>, with false for what is no dtype.</summary>
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

    /// <summary>Builds a dtype from the literal of a header's descr, as <c>numpy.lib.format.descr_to_dtype</c> does: without the dictionaries that <c>np.dtype</c> takes.</summary>
    /// <exception cref="NpyFormatException">NumPy would refuse it, or it is not supported.</exception>
    internal static DType FromDescr(PythonLiteral descr) => DescrReader.Read(descr, allowDictionaries: false);

    // A shape of a comma string begins with a digit, '(2,3)i4'; a tuple of dtype and shape with a dtype.
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
