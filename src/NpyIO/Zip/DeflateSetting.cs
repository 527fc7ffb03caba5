using System.IO.Compression;

namespace NpyIO.Zip;

/// <summary>How data are deflated. <see cref="Level"/> is zlib's, 1 to 9.</summary>
internal sealed record DeflateSetting(int Level, ZLibCompressionStrategy Strategy = ZLibCompressionStrategy.Default)
{
    /// <summary>The fastest level.</summary>
    internal static DeflateSetting Fast { get; } = new(1);

    /// <summary>The default level of Python and zlib.</summary>
    internal static DeflateSetting Usual { get; } = new(6);

    /// <summary>The lowest level that checks whether a longer match begins one byte later.</summary>
    internal static DeflateSetting Lazy { get; } = new(7);

    /// <summary>The level before the last, which sometimes finds more than the last.</summary>
    internal static DeflateSetting Thorough { get; } = new(8);

    /// <summary>The only level of the platform's zlib that uses matches of three bytes; in the original every level does.</summary>
    internal static DeflateSetting Full { get; } = new(9);

    /// <summary>No matches, only short codes for frequent bytes: several times as fast, and as good if nothing repeats.</summary>
    internal static DeflateSetting CodesOnly { get; } = new(6, ZLibCompressionStrategy.HuffmanOnly);

    /// <summary>Only runs of one byte are matched: as fast, and as good if most bytes are zero.</summary>
    internal static DeflateSetting Runs { get; } = new(6, ZLibCompressionStrategy.RunLengthEncoding);

    /// <summary>Returns a stream that deflates into <paramref name="output"/> and leaves it open.</summary>
    internal DeflateStream Open(Stream output) =>
        new(output, new ZLibCompressionOptions { CompressionLevel = Level, CompressionStrategy = Strategy }, leaveOpen: true);
}
