namespace NpyIO.JoblibFiles;

/// <summary>What a file is by its first bytes.</summary>
internal enum FileKind
{
    /// <summary>A pickle that is not compressed.</summary>
    Pickle,

    /// <summary>joblib's own container of zlib data, before 0.10; the length of the data stands before them.</summary>
    ZFile,

    Zlib,
    Gzip,
    Bzip2,
    Lzma,
    Xz,
    Lz4,

    /// <summary>A .npy file, which another verb reads.</summary>
    Npy,

    /// <summary>A ZIP archive, which another verb reads.</summary>
    Archive,
}
