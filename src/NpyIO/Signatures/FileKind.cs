namespace NpyIO.Signatures;

/// <summary>The kind of a file, by its first bytes.</summary>
internal enum FileKind
{
    /// <summary>An uncompressed pickle, or unknown content.</summary>
    Pickle,

    /// <summary>joblib's own container of zlib data, before joblib 0.10; the length of the data precedes them.</summary>
    ZFile,

    Zlib,
    Gzip,
    Bzip2,
    Lzma,
    Xz,
    Lz4,
    Zstandard,
    Npy,
    Archive,
}
