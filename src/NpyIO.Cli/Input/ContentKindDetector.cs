using System.Buffers.Binary;
using NpyIO.Files;
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
        FileKind kind = FileSignatures.KindOf(prefix);
        if (kind == FileKind.Pickle)
            return IsPickle(prefix) ? ContentKind.Objects : ContentKind.Unknown;
        return kind switch
        {
            FileKind.Npy => ContentKind.Array,
            FileKind.Archive => ContentKind.Archive,
            _ => ContentKind.Objects,
        };
    }

    /// <summary>Whether content of which these are the last bytes, <see cref="TailLength"/> of them or all, ends as archives do: a program may stand before one, which extracts it.</summary>
    internal static bool EndsAsArchive(ReadOnlySpan<byte> tail)
    {
        int end = tail.LastIndexOf("PK\x05\x06"u8);
        return end >= 0 && tail.Length - end >= End.Length && tail.Length - end - End.Length == BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + End.CommentLength)..]);
    }

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
