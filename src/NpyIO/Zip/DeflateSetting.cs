using System.IO.Compression;

namespace NpyIO.Zip;

/// <summary>How data are deflated.</summary>
/// <param name="Level">zlib's level, 1 to 9.</param>
/// <param name="Strategy">zlib's strategy.</param>
internal sealed record DeflateSetting(int Level, ZLibCompressionStrategy Strategy = ZLibCompressionStrategy.Default)
{
    /// <summary>The level without a name that is as fast as any.</summary>
    internal static DeflateSetting Fast { get; } = new(1);

    /// <summary>Python's level, and zlib's default one.</summary>
    internal static DeflateSetting Usual { get; } = new(6);

    /// <summary>The least level that looks whether a longer match begins one byte later.</summary>
    internal static DeflateSetting Lazy { get; } = new(7);

    /// <summary>The level below the last, which sometimes finds more than it.</summary>
    internal static DeflateSetting Thorough { get; } = new(8);

    /// <summary>The only level of the platform's zlib that takes matches of three bytes, as every level of the original does.</summary>
    internal static DeflateSetting Full { get; } = new(9);

    /// <summary>No matches, only short codes for frequent bytes: several times as fast, and all that there is to gain where nothing is repeated.</summary>
    internal static DeflateSetting CodesOnly { get; } = new(6, ZLibCompressionStrategy.HuffmanOnly);

    /// <summary>Only runs of one byte are matched: as fast, and as good where there are mostly zeros.</summary>
    internal static DeflateSetting Runs { get; } = new(6, ZLibCompressionStrategy.RunLengthEncoding);

    /// <summary>A stream that deflates into another.</summary>
    internal DeflateStream Open(Stream output) =>
        new(output, new ZLibCompressionOptions { CompressionLevel = Level, CompressionStrategy = Strategy }, leaveOpen: true);
}
