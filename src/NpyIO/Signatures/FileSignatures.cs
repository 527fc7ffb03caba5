using System.Buffers.Binary;

namespace NpyIO.Signatures;

/// <summary>The one table of the first bytes by which files are told apart: compressions as joblib tells them (<c>joblib.compressor</c>), .npy files, archives.</summary>
internal static class FileSignatures
{
    /// <summary>How many bytes tell the kind. No pickle is shorter, so that a stream is not read too far.</summary>
    internal const int LeastLength = 2;

    /// <summary>How many bytes tell a skippable frame. No pickle that begins with two of them is shorter.</summary>
    private const int SkippableLength = 4;

    /// <summary>The head of a skippable frame: its magic number and the length of what follows, in bytes.</summary>
    private const int SkippableHead = 8;

    private const byte SkippableSecond = 0x2A;

    private const byte ZlibMethod = 0x78;

    private static ReadOnlySpan<byte> Zstandard => [0x28, 0xB5, 0x2F, 0xFD];

    private static readonly (byte[] Signature, FileKind Kind)[] Table =
    [
        ([.. "ZF0x"u8], FileKind.ZFile),
        ([0x1F, 0x8B], FileKind.Gzip),
        ([.. "BZh"u8], FileKind.Bzip2),
        ([0x5D, 0, 0], FileKind.Lzma),
        ([0xFD, .. "7zXZ\0"u8], FileKind.Xz),
        ([0x04, 0x22, 0x4D, 0x18], FileKind.Lz4),

        // The frames of lz4 -l and of Linux's kernel.
        ([0x02, 0x21, 0x4C, 0x18], FileKind.Lz4),
        (Zstandard.ToArray(), FileKind.Zstandard),
        ([0x93, .. "NUMPY"u8], FileKind.Npy),
        ([.. "PK\u0003\u0004"u8], FileKind.Archive),

        // An archive with no entries.
        ([.. "PK\u0005\u0006"u8], FileKind.Archive),
    ];

    /// <summary>The kind of what begins with some bytes, of which as many are compared as there are, but <see cref="LeastLength"/> at least.</summary>
    internal static FileKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.Length < LeastLength)
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

    /// <summary>How many bytes <see cref="KindOf"/> needs of content that begins with <see cref="LeastLength"/> bytes, or all of it if it is shorter.</summary>
    internal static int LengthFor(ReadOnlySpan<byte> head) => head is [var first, SkippableSecond, ..] && IsSkippableFirst(first) ? SkippableLength : LeastLength;

    /// <summary>Whether a byte begins one of the signatures.</summary>
    internal static bool MayBegin(byte first) => first == ZlibMethod || IsSkippableFirst(first) || Array.Exists(Table, row => row.Signature[0] == first);

    /// <summary>A skippable frame, which LZ4 and Zstandard share (RFC 8878, 3.1.2). Half of it could be a text pickled at protocol 0 that begins with an asterisk.</summary>
    private static bool IsSkippable(ReadOnlySpan<byte> head) => head is [var first, SkippableSecond, 0x4D, 0x18, ..] && IsSkippableFirst(first);

    private static bool IsSkippableFirst(byte first) => (first & 0xF0) == 0x50;

    /// <summary>The kind by the first frame that is not skippable; LZ4 if that is further away.</summary>
    private static FileKind OfFrames(ReadOnlySpan<byte> head)
    {
        while (IsSkippable(head) && head.Length > SkippableHead)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[SkippableLength..]);
            head = head[(int)Math.Min(head.Length, SkippableHead + (long)length)..];
        }

        return head.StartsWith(Zstandard) ? FileKind.Zstandard : FileKind.Lz4;
    }

    /// <summary>zlib's method, with a window of 32 KiB as everybody has it, no dictionary, which only the writer would know, and the check of the two bytes (RFC 1950, 2.2).</summary>
    private static bool IsZlib(ReadOnlySpan<byte> head) => head[0] == ZlibMethod && (head[1] & 0x20) == 0 && ((head[0] << 8) | head[1]) % 31 == 0;
}
