using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>The format's constants: the names in joblib's pickles, the compressions of whole files.</summary>
internal static class JoblibLayout
{
    /// <summary>Alignment of array data since joblib 1.2, in bytes, so that they can be mapped (<c>NUMPY_ARRAY_ALIGNMENT_BYTES</c>).</summary>
    internal const int Alignment = 16;

    /// <summary>The padding byte between an array's wrapper and its data; a byte with their number precedes them.</summary>
    internal const byte Padding = 0xFF;

    // The attributes of the wrappers.
    internal const string Subclass = "subclass";
    internal const string Shape = "shape";
    internal const string Order = "order";
    internal const string DataType = "dtype";
    internal const string MayMap = "allow_mmap";
    internal const string AlignmentBytes = "numpy_array_alignment_bytes";
    internal const string FileName = "filename";
    internal const string Arguments = "init_args";
    internal const string State = "state";

    internal static FileKind KindOf(JoblibCompression compression) => compression switch
    {
        JoblibCompression.Zlib => FileKind.Zlib,
        JoblibCompression.Gzip => FileKind.Gzip,
        JoblibCompression.Bzip2 => FileKind.Bzip2,
        JoblibCompression.Lzma => FileKind.Lzma,
        JoblibCompression.Xz => FileKind.Xz,
        JoblibCompression.Lz4 => FileKind.Lz4,
        _ => FileKind.Pickle,
    };

    internal static JoblibCompression CompressionOf(FileKind kind) => kind switch
    {
        FileKind.ZFile or FileKind.Zlib => JoblibCompression.Zlib,
        FileKind.Gzip => JoblibCompression.Gzip,
        FileKind.Bzip2 => JoblibCompression.Bzip2,
        FileKind.Lzma => JoblibCompression.Lzma,
        FileKind.Xz => JoblibCompression.Xz,
        FileKind.Lz4 => JoblibCompression.Lz4,
        _ => JoblibCompression.None,
    };
}
