namespace NpyIO.Signatures;

/// <summary>What a file is by its first bytes.</summary>
internal enum FileKind
{
    /// <summary>None of the others: a pickle that is not compressed, or nothing known.</summary>
    Pickle,

    /// <summary>joblib's own container of zlib data, before 0.10; the length of the data stands before them.</summary>
    ZFile,

    Zlib,
    Gzip,
    Bzip2,
    Lzma,
    Xz,
    Lz4,

    /// <summary>Zstandard, which joblib knows nothing of.</summary>
    Zstandard,

    /// <summary>A .npy file, which another verb reads.</summary>
    Npy,

    /// <summary>A ZIP archive, which another verb reads.</summary>
    Archive,
}
