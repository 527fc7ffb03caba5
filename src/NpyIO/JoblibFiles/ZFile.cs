using System.Globalization;
using System.Text;
using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>
/// The container of joblib before 0.10 (<c>numpy_pickle_compat.read_zfile</c>): <c>ZF</c>, the length of the data as Python's <c>hex</c> writes it, padded with spaces to the width of 2^64
/// (one more in Python 2, whose <c>hex</c> appends an <c>L</c>), then zlib data.
/// </summary>
internal static class ZFile
{
    private const int PrefixLength = 2;
    private const int Width = 19;
    private const string HexPrefix = "0x";

    /// <summary>Returns the claimed length in bytes. Afterwards <paramref name="file"/> can be read from its start again: the head's last byte may be the first of the data.</summary>
    internal static long ReadHead(ref PayloadSource file, out long start)
    {
        // zlib data never begin with a space, so one more byte decides between the two widths.
        byte[] head = new byte[PrefixLength + Width + 1];
        int filled = 0;
        while (filled < head.Length && file.Read(filled, head.AsSpan(filled)) is int count and > 0)
            filled += count;

        file = new PrefixedSource(head.AsMemory(0, filled), file);
        ReadOnlySpan<byte> text = head.AsSpan(0, Math.Min(filled, PrefixLength + Width));
        string digits = text.Length > PrefixLength ? Encoding.Latin1.GetString(text[PrefixLength..]).TrimEnd(' ').TrimEnd('L') : "";
        if (filled < head.Length
            || !digits.StartsWith(HexPrefix, StringComparison.Ordinal)
            || !long.TryParse(digits.AsSpan(HexPrefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long length)
            || length < 0)
        {
            return JoblibThrow.BadZFile(digits, out start);
        }

        start = head[^1] == ' ' ? head.Length : head.Length - 1;
        return length;
    }
}
