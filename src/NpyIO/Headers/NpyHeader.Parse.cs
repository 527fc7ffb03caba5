using NpyIO.Headers;

namespace NpyIO;

public sealed partial class NpyHeader
{
    /// <summary>The default maximum length of a header's text: 1 MiB.</summary>
    public const int DefaultMaxSize = 1 << 20;

    /// <summary>
    /// Tells from the first bytes of a header how long the whole of it is. False when <paramref name="prefix"/> is shorter than that takes: 10 bytes for
    /// version 1.0, whose whole header may be no longer, <see cref="PrefixLength"/> for the others.
    /// </summary>
    /// <param name="prefix">The first bytes of the header; more than those do no harm.</param>
    /// <param name="length">The length of the whole header in bytes, magic string included.</param>
    /// <param name="maxSize">The maximum length of the header's text, in bytes.</param>
    /// <exception cref="NpyFormatException">Magic or version are wrong, or the length exceeds the limit.</exception>
    public static bool TryGetLength(ReadOnlySpan<byte> prefix, out int length, int maxSize = DefaultMaxSize)
    {
        bool isWhole = HeaderPrefix.TryRead(prefix, maxSize, out HeaderPrefix read);
        length = read.Length;
        return isWhole;
    }

    /// <summary>Parses the header at the start of <paramref name="source"/>; what follows it is not looked at.</summary>
    /// <param name="source">The whole header, from its magic string.</param>
    /// <param name="maxSize">The maximum length of the header's text, in bytes.</param>
    /// <exception cref="NpyFormatException">The header is not one that NumPy reads, or is not there whole.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> source, int maxSize = DefaultMaxSize)
    {
        if (source.IsEmpty)
            HeaderThrow.EmptyContent();
        if (!HeaderPrefix.TryRead(source, maxSize, out HeaderPrefix prefix))
            HeaderThrow.TruncatedPrefix(source);
        if (source.Length < prefix.Length)
            HeaderThrow.TruncatedHeader(prefix.Length, source.Length);

        ReadOnlySpan<byte> text = source[prefix.TextOffset..prefix.Length];
        if (!HeaderFastPath.TryParse(text, out ParsedHeader facts))
            facts = HeaderText.Parse(text, prefix);
        return new NpyHeader(prefix, facts);
    }
}
