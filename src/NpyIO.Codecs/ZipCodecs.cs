using NpyIO.Zip;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace NpyIO.Codecs;

/// <summary>The ZIP compression methods of this package. NpyIO creates this type by name.</summary>
internal sealed class ZipCodecs : IZipCodecs
{
    /// <summary>Maximum window of compressed data, in bytes: what Zstandard's tools and Python allow, and twice the window of LZMA's largest preset.</summary>
    internal const int MaxWindow = 1 << MaxWindowBits;

    /// <summary><see cref="MaxWindow"/> as a power of two.</summary>
    internal const int MaxWindowBits = 27;

    public Stream? TryOpen(ushort method, Stream compressed, long compressedLength, long length) => method switch
    {
        ZipLayout.Methods.Bzip2 => new CodecStream("bzip2", new CompressedInput(compressed, compressedLength, mayPassEnd: false), OpenBzip2),
        ZipLayout.Methods.Lzma => new CodecStream("LZMA", new CompressedInput(compressed, compressedLength, mayPassEnd: false), input => LzmaEntry.Open(input, length)),
        ZipLayout.Methods.Zstandard => new CodecStream("Zstandard", new CompressedInput(compressed, compressedLength, mayPassEnd: true), ZstandardFrames.Open),
        _ => null,
    };

    /// <summary>Decodes one bzip2 stream, which checks its own CRCs. Needs at most 5.4 MB, whatever it claims.</summary>
    private static BZip2Stream OpenBzip2(CompressedInput input) =>
        BZip2Stream.Create(input, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
}
