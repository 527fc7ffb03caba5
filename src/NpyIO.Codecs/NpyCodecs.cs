using NpyIO.Codecs;

namespace NpyIO;

/// <summary>
/// Reads archive entries compressed with bzip2, LZMA and Zstandard, as Python's <c>zipfile</c> writes them (<c>ZIP_BZIP2</c>, <c>ZIP_LZMA</c>, <c>ZIP_ZSTANDARD</c>) and <c>np.load</c>
/// reads them; reads and writes joblib files compressed with bzip2, LZMA, xz and LZ4.
/// NpyIO finds this package by itself in any application that references it.
/// </summary>
public static class NpyCodecs
{
    private static readonly PackagedProvider Provider = new();

    /// <summary>
    /// Registers these codecs with NpyIO. Needed only if NpyIO cannot find this assembly by name, for example if a plug-in loads it into its own load context. May be called repeatedly.
    /// </summary>
    public static void Register() => CompressionProvider.Register(Provider);
}
