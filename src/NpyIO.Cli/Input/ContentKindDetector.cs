using System.Buffers.Binary;
using NpyIO.Headers;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Cli.Input;

/// <summary>Tells what a file is from its first bytes, never from its name.</summary>
internal static class ContentKindDetector
{
    /// <summary>The bytes it takes.</summary>
    internal const int PrefixLength = 8;

    /// <summary>The bytes at the end that can tell an archive: its end record and the longest comment.</summary>
    internal const int TailLength = End.Length + ushort.MaxValue;

    /// <summary>Tells what content that begins with these bytes is.</summary>
    internal static ContentKind Detect(ReadOnlySpan<byte> prefix)
    {
        if (prefix is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..])   // the second: an archive with no members
            return ContentKind.Archive;
        if (IsCompressed(prefix) || IsPickle(prefix))
            return ContentKind.Objects;
        return prefix.StartsWith(HeaderLayout.Magic) ? ContentKind.Array : ContentKind.Unknown;
    }

    /// <summary>Whether content of which these are the last bytes, <see cref="TailLength"/> of them or all, ends as archives do: a program may stand before one, which extracts it.</summary>
    internal static bool EndsAsArchive(ReadOnlySpan<byte> tail)
    {
        int end = tail.LastIndexOf("PK\x05\x06"u8);
        return end >= 0 && tail.Length - end >= End.Length && tail.Length - end - End.Length == BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + End.CommentLength)..]);
    }

    /// <summary>gzip, zlib (also in joblib's old frame), bzip2, xz, LZMA, LZ4, zstd: what joblib compresses with.</summary>
    private static bool IsCompressed(ReadOnlySpan<byte> prefix) =>
        prefix is [0x1f, 0x8b, ..]
            or [0x78, 0x01 or 0x5e or 0x9c or 0xda, ..]
            or [(byte)'B', (byte)'Z', (byte)'h', ..]
            or [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..]
            or [0x5d, 0, 0, ..]
            or [0x04, 0x22, 0x4d, 0x18, ..]
            or [0x28, 0xb5, 0x2f, 0xfd, ..]
            or [(byte)'Z', (byte)'F', (byte)'0', (byte)'x', ..];

    /// <summary>Whether content of unknown kind, of which this is all that was asked for, may be a pickle of the protocols 0 and 1, which do not say so: it begins with an opcode and ends with a stop.</summary>
    internal static bool MayBePickle(ReadOnlySpan<byte> prefix, byte last) => last == '.' && !prefix.IsEmpty && "NIFLVSXUTKJMG()]}c"u8.Contains(prefix[0]);

    /// <summary>Protocols 2 to 5 say so themselves; of the older ones, what lists, dicts and arrays begin with.</summary>
    private static bool IsPickle(ReadOnlySpan<byte> prefix) =>
        (prefix is [0x80, >= 2 and <= 5, ..])
        || (prefix is [(byte)']' or (byte)'}', (byte)'q', 0, ..])
        || prefix.StartsWith("(lp"u8)
        || prefix.StartsWith("(dp"u8)
        || prefix.StartsWith("cnumpy"u8);
}
