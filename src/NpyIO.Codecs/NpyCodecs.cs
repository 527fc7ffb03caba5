using NpyIO.Codecs;
using NpyIO.Signatures;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Reads archive entries compressed with bzip2, LZMA and Zstandard, as Python's <c>zipfile</c> writes them (<c>ZIP_BZIP2</c>, <c>ZIP_LZMA</c>, <c>ZIP_ZSTANDARD</c>) and <c>np.load</c> reads them;
/// reads and writes joblib files compressed with bzip2, LZMA, xz and LZ4.
/// NpyIO finds this package by itself wherever an application refers to it.
/// </summary>
public static class NpyCodecs
{
    /// <summary>
    /// Tells NpyIO of these codecs. Needed only where it cannot find this assembly by its name: when a plug-in brings it into a load context of its own. May be called any number of times.
    /// </summary>
    public static void Register()
    {
        Decompressors.Register(new ZipCodecs());
        FileCompressors.Register(new FileCodecs());
    }
}
