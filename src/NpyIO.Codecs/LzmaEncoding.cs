using SharpCompress.Compressors.LZMA;

namespace NpyIO.Codecs;

/// <summary>The settings for LZMA's levels.</summary>
internal static class LzmaEncoding
{
    /// <summary>Maximum window to encode with, in bytes; the encoder takes twelve times that.</summary>
    internal const int MaxWindow = 8 << 20;

    /// <summary>The windows of xz's presets 0 to 4, in bytes; higher presets use <see cref="MaxWindow"/>.</summary>
    private static readonly int[] Windows = [256 << 10, 1 << 20, 2 << 20, 4 << 20, 4 << 20];

    internal static LzmaEncoderProperties Of(int level, bool endMarker, int mostWindow)
    {
        int window = level < Windows.Length ? Windows[level] : MaxWindow;
        return new LzmaEncoderProperties(endMarker, Math.Min(window, mostWindow), level < 5 ? 32 : 64);
    }
}
