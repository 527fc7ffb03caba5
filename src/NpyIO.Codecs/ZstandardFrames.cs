using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace NpyIO.Codecs;

/// <summary>Zstandard frames one behind another, RFC 8878. Their window is memory that the system gives as it is written to, so that a claim takes none.</summary>
internal static class ZstandardFrames
{
    /// <summary>A decoder of all frames.</summary>
    internal static Stream Open(CompressedInput input)
    {
        var decompressor = new Decompressor();
        decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZipCodecs.MostWindowBits);
        return new DecompressionStream(input, decompressor, preserveDecompressor: false);
    }
}
