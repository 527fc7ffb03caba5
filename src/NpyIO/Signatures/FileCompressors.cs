using System.IO.Compression;

namespace NpyIO.Signatures;

/// <summary>Compression of whole files, by the platform or the package NpyIO.Codecs. The package is looked up by name, once, and found if the application references it.</summary>
internal static class FileCompressors
{
    private static readonly Lazy<IFileCodecs?> Found = new(Find);
    private static IFileCodecs? _registered;

    /// <summary>Sets the codecs to use instead of looking them up.</summary>
    internal static void Register(IFileCodecs codecs) => Volatile.Write(ref _registered, codecs);

    /// <summary>
    /// Returns a stream that decompresses from the position of <paramref name="compressed"/>, which stays open. Throws <see cref="NpyFormatException"/> if the package is needed and
    /// missing.
    /// </summary>
    internal static Stream OpenRead(FileKind kind, Stream compressed) => kind switch
    {
        FileKind.ZFile or FileKind.Zlib => new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        FileKind.Gzip => new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true),
        _ => (Codecs ?? SignatureThrow.CodecsMissing(kind)).OpenRead(kind, compressed),
    };

    /// <summary>
    /// Returns a stream that compresses into <paramref name="target"/>, which stays open. Throws <see cref="InvalidOperationException"/> if the package is needed and missing.
    /// </summary>
    internal static Stream OpenWrite(FileKind kind, Stream target, int level) => kind switch
    {
        FileKind.Zlib => new ZLibStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
        FileKind.Gzip => new GZipStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true),
        _ => (Codecs ?? SignatureThrow.NoCodecsToWrite(kind)).OpenWrite(kind, target, level),
    };

    private static IFileCodecs? Codecs => Volatile.Read(ref _registered) ?? Found.Value;

    /// <summary>The type name is a constant, so that trimming and Native AOT keep the type if the application references the package, although nothing calls it.</summary>
    private static IFileCodecs? Find() =>
        Type.GetType("NpyIO.Codecs.FileCodecs, NpyIO.Codecs", throwOnError: false) is { } type ? Activator.CreateInstance(type) as IFileCodecs : null;
}
