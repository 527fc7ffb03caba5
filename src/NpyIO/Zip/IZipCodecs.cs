namespace NpyIO.Zip;

/// <summary>ZIP compression methods that the platform lacks; the package NpyIO.Codecs implements it.</summary>
internal interface IZipCodecs
{
    /// <summary>Returns a stream that decompresses an entry's data as they are read, or null if the method is unknown.</summary>
    /// <remarks>
    /// Reading the stream throws <see cref="InvalidDataException"/> if the data are invalid or end elsewhere than their own end mark says, and
    /// <see cref="NotSupportedException"/> if they need more memory than allowed. Exceptions of the compressed stream pass through.
    /// </remarks>
    /// <param name="method">The compression method, APPNOTE 6.3 §4.4.5.</param>
    /// <param name="compressed">The compressed data, from the stream's position on; left open.</param>
    /// <param name="compressedLength">Length of the compressed data, in bytes.</param>
    /// <param name="length">Claimed length of the entry, in bytes.</param>
    Stream? TryOpen(ushort method, Stream compressed, long compressedLength, long length);
}
