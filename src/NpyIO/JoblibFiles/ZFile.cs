using System.Globalization;
using System.Text;

namespace NpyIO.JoblibFiles;

/// <summary>
/// The container of joblib before 0.10 (<c>numpy_pickle_compat.read_zfile</c>): <c>ZF</c>, the length of the data as Python's <c>hex</c> writes it, padded with spaces to the width of 2^64
/// (one more in Python 2, whose <c>hex</c> appends an <c>L</c>), then zlib data.
/// </summary>
internal static class ZFile
{
    /// <summary>zlib data never begin with a space, so one more byte decides between the two widths.</summary>
    internal const int HeadLength = PrefixLength + Width + 1;

    private const int PrefixLength = 2;
    private const int Width = 19;
    private const string HexPrefix = "0x";

    /// <summary>Returns the claimed length in bytes. <paramref name="head"/> has the first <see cref="HeadLength"/> bytes of the file, or all if there are fewer; the last one may be the first of the data.</summary>
    internal static long ReadHead(ReadOnlySpan<byte> head, out long start)
    {
        ReadOnlySpan<byte> text = head[..Math.Min(head.Length, PrefixLength + Width)];
        string digits = text.Length > PrefixLength ? Encoding.Latin1.GetString(text[PrefixLength..]).TrimEnd(' ').TrimEnd('L') : "";
        if (head.Length < HeadLength
            || !digits.StartsWith(HexPrefix, StringComparison.Ordinal)
            || !long.TryParse(digits.AsSpan(HexPrefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long length)
            || length < 0)
        {
            return JoblibThrow.BadZFile(digits, out start);
        }

        start = head[HeadLength - 1] == ' ' ? HeadLength : HeadLength - 1;
        return length;
    }
}
