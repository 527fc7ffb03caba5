using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Signatures;

/// <summary>Errors about compressions, and the names of these in messages.</summary>
internal static class SignatureThrow
{
    [DoesNotReturn]
    internal static Stream CodecsMissing(FileKind kind) => throw new NpyFormatException(
        $"The file is compressed with {NameOf(kind)}, which the package NpyIO.Codecs reads: reference it.",
        NpyFormatReason.Unsupported,
        0)
    { Found = NameOf(kind) };

    [DoesNotReturn]
    internal static Stream NoCodecsToWrite(FileKind kind) =>
        throw new InvalidOperationException($"Compressing with {NameOf(kind)} needs the package NpyIO.Codecs: reference it.");

    internal static string NameOf(FileKind kind) => kind switch
    {
        FileKind.ZFile or FileKind.Zlib => "zlib",
        FileKind.Gzip => "gzip",
        FileKind.Bzip2 => "bzip2",
        FileKind.Lzma => "LZMA",
        FileKind.Xz => "xz",
        FileKind.Lz4 => "LZ4",
        FileKind.Zstandard => "Zstandard",
        _ => "nothing",
    };
}
