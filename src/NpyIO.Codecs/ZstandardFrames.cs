using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace NpyIO.Codecs;

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
