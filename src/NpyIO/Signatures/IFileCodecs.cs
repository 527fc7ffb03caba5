namespace NpyIO.Signatures;

/// <summary>Compression of whole files by methods that the platform lacks; the package NpyIO.Codecs implements it.</summary>
internal interface IFileCodecs
{
    /// <summary>Returns a stream that decompresses a file as it is read.</summary>
    /// <remarks>
    /// Reading throws <see cref="InvalidDataException"/> if the data are invalid or end early, and <see cref="NotSupportedException"/> if they need more memory than allowed. Exceptions
    /// of the compressed stream pass through.
    /// </remarks>
    /// <param name="kind">A compression that the platform lacks.</param>
    /// <param name="compressed">The compressed data, from the stream's position on; left open.</param>
    Stream OpenRead(FileKind kind, Stream compressed);

    /// <summary>Returns a stream that compresses what is written; disposing of it writes the end.</summary>
    /// <param name="kind">A compression that the platform lacks, other than <see cref="FileKind.Zstandard"/>.</param>
    /// <param name="target">Receives the compressed data; left open.</param>
    /// <param name="level">From 0 (fast) to 9 (small).</param>
    Stream OpenWrite(FileKind kind, Stream target, int level);
}
