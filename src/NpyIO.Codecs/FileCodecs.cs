using K4os.Compression.LZ4;
using K4os.Compression.LZ4.Streams;
using NpyIO.Signatures;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace NpyIO.Codecs;

/// <summary>The file compressions of this package. NpyIO creates this type by name.</summary>
internal sealed class FileCodecs : IFileCodecs
{
    public Stream OpenRead(FileKind kind, Stream compressed) => kind switch
    {
        FileKind.Bzip2 => Decoder("bzip2", compressed, input => BZip2Stream.Create(input, CompressionMode.Decompress, decompressConcatenated: true, leaveOpen: true), mayPassEnd: true),
        FileKind.Lzma => Decoder("LZMA", compressed, LzmaFile.Open),
        FileKind.Xz => Decoder("xz", compressed, input => new XzReader(input)),
        FileKind.Lz4 => Decoder("LZ4", compressed, input => new Lz4Frames(input), mayPassEnd: true),
        FileKind.Zstandard => Decoder("Zstandard", compressed, ZstandardFrames.Open, mayPassEnd: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public Stream OpenWrite(FileKind kind, Stream target, int level) => kind switch
    {
        FileKind.Bzip2 => BZip2Stream.Create(new OutputBuffer(target), CompressionMode.Compress, decompressConcatenated: false, leaveOpen: false),
        FileKind.Lzma => LzmaFile.Create(new OutputBuffer(target), level),
        FileKind.Xz => new XzWriter(target, level),
        FileKind.Lz4 => LZ4Stream.Encode(target, Lz4Settings(level), leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static CodecStream Decoder(string name, Stream compressed, Func<CompressedInput, Stream> open, bool mayPassEnd = false) =>
        new(name, new CompressedInput(compressed, CompressedInput.ToTheEnd, mayPassEnd), open);

    /// <summary>Maps a level as python-lz4 does: high compression from 3 on.</summary>
    private static LZ4EncoderSettings Lz4Settings(int level) => new()
    {
        CompressionLevel = level < (int)LZ4Level.L03_HC ? LZ4Level.L00_FAST : (LZ4Level)level,
        ContentChecksum = true,
    };
}
