using System.IO.Compression;

namespace NpyIO.Signatures;

/// <summary>Compression of whole files, by the platform or a <see cref="CompressionProvider"/>.</summary>
internal static class FileCompressors
{
    /// <summary>Leaves <paramref name="compressed"/> open. Throws <see cref="NpyFormatException"/> if no provider has the compression.</summary>
    internal static Stream OpenRead(FileKind kind, Stream compressed) => kind switch
    {
        FileKind.ZFile or FileKind.Zlib => new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        FileKind.Gzip => new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        _ => CompressionProvider.Open(provider => provider.OpenRead(CompressionOf(kind), compressed)) ?? SignatureThrow.CodecsMissing(kind),
    };

    /// <summary>Leaves <paramref name="target"/> open. Throws <see cref="InvalidOperationException"/> if no provider has the compression.</summary>
    internal static Stream OpenWrite(FileKind kind, Stream target, int level) => kind switch
    {
        FileKind.Zlib => new ZLibStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
        FileKind.Gzip => new GZipStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
        _ => CompressionProvider.Open(provider => provider.OpenWrite(CompressionOf(kind), target, level)) ?? SignatureThrow.NoCodecsToWrite(kind),
    };

    /// <summary>joblib's old container counts as not compressed: only its content is.</summary>
    internal static FileCompression CompressionOf(FileKind kind) => kind switch
    {
        FileKind.Zlib => FileCompression.Zlib,
        FileKind.Gzip => FileCompression.Gzip,
        FileKind.Bzip2 => FileCompression.Bzip2,
        FileKind.Lzma => FileCompression.Lzma,
        FileKind.Xz => FileCompression.Xz,
        FileKind.Lz4 => FileCompression.Lz4,
        FileKind.Zstandard => FileCompression.Zstandard,
        _ => FileCompression.None,
    };

    internal static FileKind KindOf(FileCompression compression) =>
        compression == FileCompression.None ? FileKind.Pickle : Array.Find(Enum.GetValues<FileKind>(), kind => CompressionOf(kind) == compression);
}
