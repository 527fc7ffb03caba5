using System.Buffers.Binary;
using NpyIO.Signatures;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Cli.Input;

/// <summary>Tells what a file is from its first bytes, never from its name.</summary>
internal static class ContentKindDetector
{
    /// <summary>The bytes it takes.</summary>
    internal const int PrefixLength = Verdict.HeadLength;

    /// <summary>The bytes at the end that can tell an archive: its end record and the longest comment.</summary>
    internal const int TailLength = End.Length + ushort.MaxValue;

    /// <summary>Tells what content that begins with these bytes is.</summary>
    internal static ContentKind Detect(ReadOnlySpan<byte> prefix)
    {
        FileKind kind = FileSignatures.KindOf(prefix);
        if (kind == FileKind.Pickle)
            return Verdict.LooksLikePickle(prefix) ? ContentKind.Objects : ContentKind.Unknown;
        return kind switch
        {
            FileKind.Npy => ContentKind.Array,
            FileKind.Archive => ContentKind.Archive,
            FileKind.ZFile => ContentKind.Objects,
            _ => ContentKind.Compressed,
        };
    }

    /// <summary>Whether content of which these are the last bytes, <see cref="TailLength"/> of them or all, ends as archives do: a program may stand before one, which extracts it.</summary>
    internal static bool EndsAsArchive(ReadOnlySpan<byte> tail)
    {
        int end = tail.LastIndexOf("PK\x05\x06"u8);
        return end >= 0 && tail.Length - end >= End.Length && tail.Length - end - End.Length == BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + End.CommentLength)..]);
    }

    /// <summary>Whether content of unknown kind may be a pickle of the protocols 0 and 1, which do not say so, and is worth trying: it begins with an opcode that can be the first.</summary>
    internal static bool MayBePickle(ReadOnlySpan<byte> prefix) => !prefix.IsEmpty && "NIFLVSXUTKJMGPBC()]}c"u8.Contains(prefix[0]);
}
