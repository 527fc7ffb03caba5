namespace NpyIO.Files;

/// <summary>The one table of the first bytes by which files are told apart: compressions as joblib tells them (<c>joblib.compressor</c>), .npy files, archives.</summary>
internal static class FileSignatures
{
    /// <summary>How many bytes tell the kind. No pickle is shorter, so that a stream is not read too far.</summary>
    internal const int LeastLength = 2;

    private const byte ZlibMethod = 0x78;

    private static readonly (byte[] Signature, FileKind Kind)[] Table =
    [
        ([.. "ZF0x"u8], FileKind.ZFile),
        ([0x1F, 0x8B], FileKind.Gzip),
        ([.. "BZh"u8], FileKind.Bzip2),
        ([0x5D, 0, 0], FileKind.Lzma),
        ([0xFD, .. "7zXZ\0"u8], FileKind.Xz),
        ([0x04, 0x22, 0x4D, 0x18], FileKind.Lz4),
        ([0x28, 0xB5, 0x2F, 0xFD], FileKind.Zstandard),
        ([0x93, .. "NUMPY"u8], FileKind.Npy),
        ([.. "PK\u0003\u0004"u8], FileKind.Archive),

        // An archive with no members.
        ([.. "PK\u0005\u0006"u8], FileKind.Archive),
    ];

    /// <summary>The kind of what begins with some bytes, of which as many are compared as there are, but <see cref="LeastLength"/> at least.</summary>
    internal static FileKind KindOf(ReadOnlySpan<byte> head)
    {
        if (head.Length < LeastLength)
            return FileKind.Pickle;
        if (IsZlib(head))
            return FileKind.Zlib;
        foreach ((byte[] signature, FileKind kind) in Table)
        {
            int length = Math.Min(signature.Length, head.Length);
            if (head[..length].SequenceEqual(signature.AsSpan(0, length)))
                return kind;
        }

        return FileKind.Pickle;
    }

    /// <summary>Whether a byte begins one of the signatures.</summary>
    internal static bool MayBegin(byte first) => first == ZlibMethod || Array.Exists(Table, row => row.Signature[0] == first);

    /// <summary>zlib's method, with a window of 32 KiB as everybody has it, no dictionary, which only the writer would know, and the check of the two bytes (RFC 1950, 2.2).</summary>
    private static bool IsZlib(ReadOnlySpan<byte> head) => head[0] == ZlibMethod && (head[1] & 0x20) == 0 && ((head[0] << 8) | head[1]) % 31 == 0;
}
