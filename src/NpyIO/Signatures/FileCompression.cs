namespace NpyIO;

/// <summary>How a file is compressed as a whole.</summary>
public enum FileCompression
{
    /// <summary>Not compressed.</summary>
    None,

    /// <summary>zlib, RFC 1950.</summary>
    Zlib,

    /// <summary>gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>bzip2.</summary>
    Bzip2,

    /// <summary>LZMA in its old container, <c>.lzma</c>.</summary>
    Lzma,

    /// <summary>xz.</summary>
    Xz,

    /// <summary>LZ4's frames.</summary>
    Lz4,

    /// <summary>Zstandard, RFC 8878.</summary>
    Zstandard,
}
