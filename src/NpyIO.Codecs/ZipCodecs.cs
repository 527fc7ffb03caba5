using NpyIO.Zip;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace NpyIO.Codecs;

/// <summary>The ZIP compression methods of this package. NpyIO creates it by name.</summary>
internal sealed class ZipCodecs : IZipCodecs
{
    /// <summary>The most memory that compressed data may ask for to look back in, in bytes: what Zstandard's own tools and Python's allow, and twice what LZMA's largest preset takes.</summary>
    internal const int MostWindow = 1 << MostWindowBits;

    /// <summary><see cref="MostWindow"/> as a power of two.</summary>
    internal const int MostWindowBits = 27;

    /// <inheritdoc/>
    public Stream? TryOpen(ushort method, Stream compressed, long compressedLength, long length) => method switch
    {
        ZipLayout.Methods.Bzip2 => new CodecStream("bzip2", new CompressedInput(compressed, compressedLength, mayPassEnd: false), OpenBzip2),
        ZipLayout.Methods.Lzma => new CodecStream("LZMA", new CompressedInput(compressed, compressedLength, mayPassEnd: false), input => LzmaEntry.Open(input, length)),
        ZipLayout.Methods.Zstandard => new CodecStream("Zstandard", new CompressedInput(compressed, compressedLength, mayPassEnd: true), ZstandardFrames.Open),
        _ => null,
    };

    /// <summary>One bzip2 stream, with its own CRCs. It needs no more than 5.4 MB, whatever it says.</summary>
    private static BZip2Stream OpenBzip2(CompressedInput input) =>
        BZip2Stream.Create(input, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true);
}
