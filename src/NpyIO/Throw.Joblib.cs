using System.Diagnostics.CodeAnalysis;
using NpyIO.JoblibFiles;

namespace NpyIO;

// The errors of joblib files.
internal static partial class Throw
{
    /// <summary>Throws for a file whose compression only the package knows.</summary>
    [DoesNotReturn]
    internal static IFileCodecs CodecsMissing(JoblibCompression compression) => throw new NpyFormatException(
        $"The file is compressed with {NameOf(compression)}, for which the package NpyIO.Codecs is needed: refer to it, and it is read.",
        NpyFormatReason.Unsupported,
        0) { Found = NameOf(compression) };

    /// <summary>Throws for a wish to compress as only the package can.</summary>
    [DoesNotReturn]
    internal static IFileCodecs NoCodecsToWrite(JoblibCompression compression) =>
        throw new InvalidOperationException($"To compress with {NameOf(compression)} the package NpyIO.Codecs is needed: refer to it.");

    private static string NameOf(JoblibCompression compression) => compression switch
    {
        JoblibCompression.Zlib => "zlib",
        JoblibCompression.Gzip => "gzip",
        JoblibCompression.Bzip2 => "bzip2",
        JoblibCompression.Lzma => "LZMA",
        JoblibCompression.Xz => "xz",
        JoblibCompression.Lz4 => "LZ4",
        _ => "nothing",
    };
}
