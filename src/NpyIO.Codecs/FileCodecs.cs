using K4os.Compression.LZ4;
using K4os.Compression.LZ4.Streams;
using NpyIO.JoblibFiles;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace NpyIO.Codecs;

/// <summary>The compressions of this package for whole files. NpyIO creates it by name.</summary>
internal sealed class FileCodecs : IFileCodecs
{
    /// <inheritdoc/>
    public Stream OpenRead(JoblibCompression compression, Stream compressed) => compression switch
    {
        JoblibCompression.Bzip2 => Decoder("bzip2", compressed, input => BZip2Stream.Create(input, CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true), mayPassEnd: true),
        JoblibCompression.Lzma => Decoder("LZMA", compressed, LzmaFile.Open),
        JoblibCompression.Xz => Decoder("xz", compressed, input => new XzReader(input)),
        JoblibCompression.Lz4 => Decoder("LZ4", compressed, input => new Lz4Frames(input), mayPassEnd: true),
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };

    /// <inheritdoc/>
    public Stream OpenReadZstandard(Stream compressed) => Decoder("Zstandard", compressed, ZstandardFrames.Open, mayPassEnd: true);

    /// <inheritdoc/>
    public Stream OpenWrite(JoblibCompression compression, Stream target, int level) => compression switch
    {
        JoblibCompression.Bzip2 => BZip2Stream.Create(new OutputBuffer(target), CompressionMode.Compress, decompressConcatenated: false, leaveOpen: false),
        JoblibCompression.Lzma => LzmaFile.Create(new OutputBuffer(target), level),
        JoblibCompression.Xz => new XzWriter(target, level),
        JoblibCompression.Lz4 => LZ4Stream.Encode(target, Lz4Settings(level), leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };

    private static CodecStream Decoder(string name, Stream compressed, Func<CompressedInput, Stream> open, bool mayPassEnd = false) =>
        new(name, new CompressedInput(compressed, CompressedInput.ToTheEnd, mayPassEnd), open);

    /// <summary>As python-lz4 understands its levels: the thorough compressor from 3 on.</summary>
    private static LZ4EncoderSettings Lz4Settings(int level) => new()
    {
        CompressionLevel = level < (int)LZ4Level.L03_HC ? LZ4Level.L00_FAST : (LZ4Level)level,
        ContentChecksum = true,
    };
}
