namespace NpyIO.Zip;

/// <summary>What the package NpyIO.Codecs brings: the ZIP compression methods for which the platform has nothing.</summary>
internal interface IZipCodecs
{
    /// <summary>Decompresses an entry's data as they are read; null for a method that is not known.</summary>
    /// <remarks>
    /// Reading the stream throws <see cref="InvalidDataException"/> for data that are not of the method or not used up to their end, as <c>DeflateStream</c> does, and
    /// <see cref="NotSupportedException"/> for data that ask for more memory than is given; what the compressed stream throws passes through.
    /// </remarks>
    /// <param name="method">The compression method, APPNOTE 6.3 §4.4.5.</param>
    /// <param name="compressed">The compressed data, from where the stream stands; not closed.</param>
    /// <param name="compressedLength">Their length, in bytes.</param>
    /// <param name="length">The length that the entry claims to have, in bytes.</param>
    Stream? TryOpen(ushort method, Stream compressed, long compressedLength, long length);
}
