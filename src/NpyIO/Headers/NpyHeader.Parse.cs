using NpyIO.Headers;

namespace NpyIO;

public sealed partial class NpyHeader
{
    /// <summary>The default maximum length of a header's text: 1 MiB.</summary>
    public const int DefaultMaxSize = 1 << 20;

    /// <summary>
    /// Gets the length of a whole header from its first bytes. False if <paramref name="prefix"/> is too short for that: it needs 10 bytes for
    /// version 1.0, and <see cref="PrefixLength"/> bytes for the others. (A complete header of version 1.0 can have as few as 10 bytes.)
    /// </summary>
    /// <param name="prefix">The first bytes of the header; can be longer than needed.</param>
    /// <param name="length">The length of the whole header in bytes, magic string included.</param>
    /// <param name="maxSize">The maximum length of the header's text, in bytes.</param>
    /// <exception cref="NpyFormatException">Magic string or version are wrong, or the length exceeds the limit.</exception>
    public static bool TryGetLength(ReadOnlySpan<byte> prefix, out int length, int maxSize = DefaultMaxSize)
    {
        bool isWhole = HeaderPrefix.TryRead(prefix, maxSize, out HeaderPrefix read);
        length = read.Length;
        return isWhole;
    }

    /// <summary>Parses the header at the start of <paramref name="source"/> and ignores what follows it.</summary>
    /// <param name="source">The whole header, starting with the magic string.</param>
    /// <param name="maxSize">The maximum length of the header's text, in bytes.</param>
    /// <exception cref="NpyFormatException">NumPy would not read the header, or it is incomplete.</exception>
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
