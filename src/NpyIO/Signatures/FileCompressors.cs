using System.IO.Compression;

namespace NpyIO.Signatures;

/// <summary>Compression of whole files: the platform's, and that of the package NpyIO.Codecs, which is found by name, once, where an application refers to it.</summary>
internal static class FileCompressors
{
    private static readonly Lazy<IFileCodecs?> Found = new(Find);
    private static IFileCodecs? _registered;

    /// <summary>Sets what is used without looking for it.</summary>
    internal static void Register(IFileCodecs codecs) => Volatile.Write(ref _registered, codecs);

    /// <summary>Decompresses what follows in a stream, which stays open.</summary>
    /// <exception cref="NpyFormatException">The package is not there.</exception>
    internal static Stream OpenRead(FileKind kind, Stream compressed) => kind switch
    {
        FileKind.ZFile or FileKind.Zlib => new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        FileKind.Gzip => new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        _ => (Codecs ?? SignatureThrow.CodecsMissing(kind)).OpenRead(kind, compressed),
    };

    /// <summary>Compresses what is written to it into a stream, which stays open.</summary>
    /// <exception cref="InvalidOperationException">The package is not there.</exception>
    internal static Stream OpenWrite(FileKind kind, Stream target, int level) => kind switch
    {
        FileKind.Zlib => new ZLibStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
        FileKind.Gzip => new GZipStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
        _ => (Codecs ?? SignatureThrow.NoCodecsToWrite(kind)).OpenWrite(kind, target, level),
    };

    private static IFileCodecs? Codecs => Volatile.Read(ref _registered) ?? Found.Value;

    /// <summary>The name is a constant, so that trimming and Native AOT keep the type if the application refers to the package, although nothing calls it.</summary>
    private static IFileCodecs? Find() =>
        Type.GetType("NpyIO.Codecs.FileCodecs, NpyIO.Codecs", throwOnError: false) is { } type ? Activator.CreateInstance(type) as IFileCodecs : null;
}
