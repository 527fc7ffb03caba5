using System.Buffers.Binary;

namespace NpyIO.Signatures;

/// <summary>The only table of the first bytes that identify files: compressions as joblib detects them (<c>joblib.compressor</c>), .npy files, archives.</summary>
internal static class FileSignatures
{
    /// <summary>Number of bytes that identify most kinds. No pickle is shorter, so that a stream is not read too far.</summary>
    internal const int MinLength = 2;

    /// <summary>Length of the longest signature. Whatever begins with a compression's first two bytes is longer, even if it is a pickle.</summary>
    internal const int MaxLength = 6;

    /// <summary>Number of bytes that identify a skippable frame. No pickle that begins with the first two of them is shorter.</summary>
    private const int SkippableLength = 4;

    /// <summary>Magic number, and length of what follows.</summary>
    private const int SkippableHead = 8;

    private const byte SkippableSecond = 0x2A;

    private const byte ZlibMethod = 0x78;

    /// <summary>The magic string of .npy files.</summary>
    internal static ReadOnlySpan<byte> Npy => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static ReadOnlySpan<byte> Zstandard => [0x28, 0xB5, 0x2F, 0xFD];

    private static readonly (byte[] Signature, FileKind Kind)[] Table =
    [
        ([.. "ZF0x"u8], FileKind.ZFile),
        ([0x1F, 0x8B], FileKind.Gzip),
        ([.. "BZh"u8], FileKind.Bzip2),
        ([0x5D, 0, 0], FileKind.Lzma),
        ([0xFD, .. "7zXZ\0"u8], FileKind.Xz),
        ([0x04, 0x22, 0x4D, 0x18], FileKind.Lz4),

        // The frames of lz4 -l and of the Linux kernel.
        ([0x02, 0x21, 0x4C, 0x18], FileKind.Lz4),
        (Zstandard.ToArray(), FileKind.Zstandard),
        (Npy.ToArray(), FileKind.Npy),
        ([.. "PK\u0003\u0004"u8], FileKind.Archive),

        // An archive with no entries.
        ([.. "PK\u0005\u0006"u8], FileKind.Archive),
    ];

    /// <summary>A signature may be cut off by the end of <paramref name="head"/>, but at least <see cref="MinLength"/> bytes are needed.</summary>
    internal static FileKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.Length < MinLength)
            return FileKind.Pickle;
        if (IsZlib(head))
            return FileKind.Zlib;
        if (IsSkippable(head))
            return OfFrames(head);
        foreach ((byte[] signature, FileKind kind) in Table)
        {
            int length = Math.Min(signature.Length, head.Length);
            if (head[..length].SequenceEqual(signature.AsSpan(0, length)))
                return kind;
        }

        return FileKind.Pickle;
    }

    /// <summary>How many bytes <see cref="KindOf"/> needs of content that begins with <paramref name="head"/>: its first <see cref="MinLength"/> bytes, or all if it is shorter.</summary>
    internal static int LengthFor(ReadOnlySpan<byte> head) => head is [var first, SkippableSecond, ..] && IsSkippableFirst(first) ? SkippableLength : MinLength;

    internal static bool MayBegin(byte first) => first == ZlibMethod || IsSkippableFirst(first) || Array.Exists(Table, row => row.Signature[0] == first);

    /// <summary>A frame of LZ4 or Zstandard (RFC 8878, 3.1.2). Half of its magic number could also be a text that begins with an asterisk, pickled at protocol 0.</summary>
    private static bool IsSkippable(ReadOnlySpan<byte> head) => head is [var first, SkippableSecond, 0x4D, 0x18, ..] && IsSkippableFirst(first);

    private static bool IsSkippableFirst(byte first) => (first & 0xF0) == 0x50;

    /// <summary>The first frame that is not skippable decides, or LZ4 if that is beyond <paramref name="head"/>.</summary>
    private static FileKind OfFrames(ReadOnlySpan<byte> head)
    {
        while (IsSkippable(head) && head.Length > SkippableHead)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[SkippableLength..]);
            head = head[(int)Math.Min(head.Length, SkippableHead + (long)length)..];
        }

        return head.StartsWith(Zstandard) ? FileKind.Zstandard : FileKind.Lz4;
    }

    /// <summary>A zlib header (RFC 1950, 2.2): deflate with the usual window of 32 KiB, no preset dictionary, which only the writer would know, and a valid check value.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> head) => head[0] == ZlibMethod && (head[1] & 0x20) == 0 && ((head[0] << 8) | head[1]) % 31 == 0;
}
