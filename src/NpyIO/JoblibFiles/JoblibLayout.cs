using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>What joblib files are made of: the names in their pickles, the compressions of whole files.</summary>
internal static class JoblibLayout
{
    /// <summary>Where the data of arrays begin is a multiple of this since joblib 1.2, so that they can be mapped (<c>NUMPY_ARRAY_ALIGNMENT_BYTES</c>).</summary>
    internal const int Alignment = 16;

    /// <summary>What stands between an array's wrapper and its data, behind a byte with the number of them.</summary>
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

    /// <summary>The kind of file that a compression makes.</summary>
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

    /// <summary>The compression of a kind.</summary>
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
