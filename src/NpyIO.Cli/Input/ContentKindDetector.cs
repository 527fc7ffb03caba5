using System.Buffers.Binary;
using NpyIO.Signatures;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Cli.Input;

/// <summary>Detects what a file contains from its bytes, never from its name.</summary>
internal static class ContentKindDetector
{
    /// <summary>How many of the first bytes to pass, in bytes.</summary>
    internal const int PrefixLength = Verdict.HeadLength;

    /// <summary>How many of the last bytes to pass: an archive's end record and the longest comment.</summary>
    internal const int TailLength = End.Length + ushort.MaxValue;

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

    /// <summary>Returns whether content ends as an archive does, from its last <see cref="TailLength"/> bytes or all of them: a self-extracting archive begins with a program.</summary>
    internal static bool EndsAsArchive(ReadOnlySpan<byte> tail)
    {
        int end = tail.LastIndexOf("PK\x05\x06"u8);
        return end >= 0 && tail.Length - end >= End.Length && tail.Length - end - End.Length == BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + End.CommentLength)..]);
    }

    /// <summary>Returns whether content of unknown kind may be a pickle of protocol 0 or 1, which has no signature: it begins with a possible first opcode.</summary>
    internal static bool MayBePickle(ReadOnlySpan<byte> prefix) => !prefix.IsEmpty && "NIFLVSXUTKJMGPBC()]}c"u8.Contains(prefix[0]);
}
