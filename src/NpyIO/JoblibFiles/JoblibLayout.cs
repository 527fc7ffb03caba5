using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>The format's constants: the names in joblib's pickles, the compressions of whole files.</summary>
internal static class JoblibLayout
{
    /// <summary>Alignment of array data since joblib 1.2, in bytes, so that they can be mapped (<c>NUMPY_ARRAY_ALIGNMENT_BYTES</c>).</summary>
    internal const int Alignment = 16;

    /// <summary>A byte with the number of padding bytes precedes them.</summary>
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

    // JoblibCompression has the values of FileCompression, but for Zstandard.
    internal static FileKind KindOf(JoblibCompression compression) => FileCompressors.KindOf((FileCompression)compression);

    // The container of joblib before 0.10 holds zlib data.
    internal static JoblibCompression CompressionOf(FileKind kind) => kind == FileKind.ZFile ? JoblibCompression.Zlib : (JoblibCompression)FileCompressors.CompressionOf(kind);
}
