namespace NpyIO.Signatures;

/// <summary>The kind of a file, by its first bytes.</summary>
internal enum FileKind
{
    /// <summary>None of the others: an uncompressed pickle, or unknown content.</summary>
    Pickle,

    /// <summary>joblib's own container of zlib data, before joblib 0.10; the length of the data precedes them.</summary>
    ZFile,

    Zlib,
    Gzip,
    Bzip2,
    Lzma,
    Xz,
    Lz4,

    /// <summary>Zstandard, which joblib does not know.</summary>
    Zstandard,

    /// <summary>A .npy file, which another method reads.</summary>
    Npy,

    /// <summary>A ZIP archive, which another method reads.</summary>
    Archive,
}
