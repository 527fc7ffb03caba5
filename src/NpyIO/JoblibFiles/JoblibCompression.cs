namespace NpyIO;

/// <summary>How a joblib file is compressed as a whole: the methods of <c>joblib.dump(compress=…)</c>.</summary>
public enum JoblibCompression
{
    /// <summary>Not compressed, so that arrays can be mapped.</summary>
    None,

    /// <summary>zlib (RFC 1950), joblib's own default if it compresses.</summary>
    Zlib,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>bzip2. Needs the package NpyIO.Codecs.</summary>
    Bzip2,

    /// <summary>LZMA in its legacy container, <c>.lzma</c>. Needs the package NpyIO.Codecs.</summary>
    Lzma,

    /// <summary>LZMA in its current container, <c>.xz</c>. Needs the package NpyIO.Codecs.</summary>
    Xz,

    /// <summary>LZ4 frames. Needs the package NpyIO.Codecs.</summary>
    Lz4,
}
