using K4os.Compression.LZ4;
using K4os.Compression.LZ4.Streams;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace NpyIO.Codecs;

/// <summary>The compression methods of this package. NpyIO creates this type by name.</summary>
internal sealed class PackagedProvider : CompressionProvider
{
    /// <summary>Maximum window of compressed data, in bytes: what Zstandard's tools and Python allow, and twice the window of LZMA's largest preset.</summary>
    internal const int MaxWindow = 1 << MaxWindowBits;

    internal const int MaxWindowBits = 27;

    // Methods of archive entries, APPNOTE 6.3 §4.4.5.
    private const int Bzip2Method = 12;
    private const int LzmaMethod = 14;
    private const int ZstandardMethod = 93;

    public override Stream? OpenRead(FileCompression compression, Stream compressed) => compression switch
    {
        FileCompression.Bzip2 => File("bzip2", compressed, input => Bzip2(input, decompressConcatenated: true), mayPassEnd: true),
        FileCompression.Lzma => File("LZMA", compressed, LzmaFile.Open),
        FileCompression.Xz => File("xz", compressed, input => new XzReader(input)),
        FileCompression.Lz4 => File("LZ4", compressed, input => new Lz4Frames(input), mayPassEnd: true),
        FileCompression.Zstandard => File("Zstandard", compressed, ZstandardFrames.Open, mayPassEnd: true),
        _ => null,
    };

    public override Stream? OpenWrite(FileCompression compression, Stream destination, int level) => compression switch
    {
        FileCompression.Bzip2 => BZip2Stream.Create(new OutputBuffer(destination), CompressionMode.Compress, decompressConcatenated: false, leaveOpen: false),
        FileCompression.Lzma => LzmaFile.Create(new OutputBuffer(destination), level),
        FileCompression.Xz => new XzWriter(destination, level),
        FileCompression.Lz4 => LZ4Stream.Encode(destination, Lz4Settings(level), leaveOpen: true),
        _ => null,
    };

    public override Stream? OpenEntry(int method, Stream compressed, long compressedLength, long length) => method switch
    {
        Bzip2Method => Entry("bzip2", compressed, compressedLength, input => Bzip2(input, decompressConcatenated: false)),
        LzmaMethod => Entry("LZMA", compressed, compressedLength, input => LzmaEntry.Open(input, length)),
        ZstandardMethod => Entry("Zstandard", compressed, compressedLength, ZstandardFrames.Open, mayPassEnd: true),
        _ => null,
    };

    private static CodecStream File(string name, Stream compressed, Func<CompressedInput, Stream> open, bool mayPassEnd = false) =>
        Entry(name, compressed, CompressedInput.ToTheEnd, open, mayPassEnd);

    private static CodecStream Entry(string name, Stream compressed, long compressedLength, Func<CompressedInput, Stream> open, bool mayPassEnd = false) =>
        new(name, new CompressedInput(compressed, compressedLength, mayPassEnd), open);

    /// <summary>bzip2 checks its own CRCs and needs at most 5.4 MB, whatever the data claim.</summary>
    private static BZip2Stream Bzip2(CompressedInput input, bool decompressConcatenated) =>
        BZip2Stream.Create(input, CompressionMode.Decompress, decompressConcatenated, leaveOpen: true);

    /// <summary>As in python-lz4: high compression from level 3 on.</summary>
    private static LZ4EncoderSettings Lz4Settings(int level) => new()
    {
        CompressionLevel = level < (int)LZ4Level.L03_HC ? LZ4Level.L00_FAST : (LZ4Level)level,
        ContentChecksum = true,
    };
}

/// <summary>Concatenated Zstandard frames, RFC 8878. The system provides their window's memory only as it is written, so that a claim alone takes none.</summary>
internal static class ZstandardFrames
{
    internal static Stream Open(CompressedInput input)
    {
        var decompressor = new Decompressor();
        decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, PackagedProvider.MaxWindowBits);
        return new DecompressionStream(input, decompressor, preserveDecompressor: false);
    }
}
