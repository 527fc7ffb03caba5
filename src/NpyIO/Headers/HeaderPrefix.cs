using System.Buffers.Binary;

namespace NpyIO.Headers;

/// <summary>The part of a header before its text: magic string, version, length of the text. <c>Length</c> is that of the whole header, in bytes.</summary>
internal readonly record struct HeaderPrefix(NpyVersion Version, int TextOffset, int Length)
{
    /// <summary>Returns false if the prefix is incomplete and its available bytes are valid.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> source, int maxHeaderSize, out HeaderPrefix prefix)
    {
        prefix = default;
        ReadOnlySpan<byte> magic = HeaderLayout.Magic;
        if (source.Length < HeaderLayout.ShortPrefixLength)
        {
            if (!source.StartsWith(magic) && !magic.StartsWith(source))
                HeaderThrow.BadMagic(source);
            if (source.Length >= HeaderLayout.LengthOffset)
                RequireVersion(source[HeaderLayout.VersionOffset], source[HeaderLayout.VersionOffset + 1]);
            return false;
        }

        if (!source.StartsWith(magic))
            HeaderThrow.BadMagic(source);
        byte major = source[HeaderLayout.VersionOffset];
        byte minor = source[HeaderLayout.VersionOffset + 1];
        RequireVersion(major, minor);

        long textLength;
        int textOffset;
        if (major == 1)
        {
            textOffset = HeaderLayout.ShortPrefixLength;
            textLength = BinaryPrimitives.ReadUInt16LittleEndian(source[HeaderLayout.LengthOffset..]);
        }
        else
        {
            textOffset = HeaderLayout.LongPrefixLength;
            if (source.Length < textOffset)
                return false;
            textLength = BinaryPrimitives.ReadUInt32LittleEndian(source[HeaderLayout.LengthOffset..]);
        }

        // The second limit keeps the whole header within one array, whatever the value of the first.
        if (textLength > maxHeaderSize || textLength + textOffset > Array.MaxLength)
            HeaderThrow.HeaderTooLarge(textLength, maxHeaderSize);
        prefix = new HeaderPrefix(new NpyVersion(major, minor), textOffset, (int)textLength + textOffset);
        return true;
    }

    private static void RequireVersion(byte major, byte minor)
    {
        if (major is < 1 or > 3 || minor != 0)
            HeaderThrow.BadVersion(new NpyVersion(major, minor));
    }
}
