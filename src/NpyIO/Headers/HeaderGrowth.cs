using System.Globalization;
using System.Text;

namespace NpyIO.Headers;

/// <summary>The room in an existing header for a longer axis: the number, and the padding that it may grow into. Everything else keeps its spelling, and the header its length.</summary>
internal sealed class HeaderGrowth
{
    private readonly byte[] _header;
    private readonly int _start;
    private readonly int _end;
    private readonly int _contentEnd;
    private readonly int _paddingEnd;

    private HeaderGrowth(byte[] header, int start)
    {
        _header = header;
        _start = start;
        _end = start;
        if (start == header.Length)
            return;

        // A number may have underscores, or end with the L of Python 2.
        while (_end < header.Length && (char.IsAsciiLetterOrDigit((char)header[_end]) || header[_end] == '_'))
            _end++;
        _paddingEnd = header[^1] == '\n' ? header.Length - 1 : header.Length;
        _contentEnd = header.AsSpan(0, _paddingEnd).TrimEnd((byte)' ').Length;
        int digits = _end - start + _paddingEnd - _contentEnd;
        MaxLength = digits >= long.MaxValue.ToString(CultureInfo.InvariantCulture).Length ? long.MaxValue : (long)Math.Pow(10, digits) - 1;
    }

    /// <summary>The header as it is now.</summary>
    internal ReadOnlySpan<byte> Current => _header;

    /// <summary>The longest axis that the header has room for, in elements; 0 if the number cannot be replaced.</summary>
    internal long MaxLength { get; }

    /// <summary>The header is valid and has an axis. Keeps the array.</summary>
    internal static HeaderGrowth Of(byte[] encoded, NpyHeader header)
    {
        HeaderPrefix.TryRead(encoded, int.MaxValue, out HeaderPrefix prefix);
        int start = HeaderText.OffsetOfLength(encoded.AsSpan(prefix.TextOffset), prefix, header.SlowestAxis);

        // Whatever else Python takes for a number, in parentheses or as a sum, is left alone.
        return new HeaderGrowth(encoded, char.IsAsciiDigit((char)encoded[start]) ? start : encoded.Length);
    }

    /// <summary>Returns the whole header with another length of the axis, at most <see cref="MaxLength"/>.</summary>
    internal byte[] With(long length)
    {
        byte[] changed = [.. _header];
        byte[] digits = Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture));
        ReadOnlySpan<byte> rest = _header.AsSpan(_end.._contentEnd);
        digits.CopyTo(changed, _start);
        rest.CopyTo(changed.AsSpan(_start + digits.Length));
        changed.AsSpan((_start + digits.Length + rest.Length).._paddingEnd).Fill((byte)' ');
        return changed;
    }

    /// <summary>Returns the range from the first to the last byte that differs; both headers have the same length.</summary>
    internal static Range Difference(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        int start = before.CommonPrefixLength(after);
        int end = before.Length;
        while (end > start && before[end - 1] == after[end - 1])
            end--;
        return start..end;
    }
}
