namespace NpyIO.Signatures;

/// <summary>What the package NpyIO.Codecs brings for files that are compressed as a whole.</summary>
internal interface IFileCodecs
{
    /// <summary>Decompresses a file as it is read.</summary>
    /// <remarks>
    /// Reading throws <see cref="InvalidDataException"/> for data that are not of the method or end early, and <see cref="NotSupportedException"/> for data that ask for more memory than is
    /// given; what the compressed stream throws passes through.
    /// </remarks>
    /// <param name="kind">A compression that the platform lacks.</param>
    /// <param name="compressed">The compressed data, from where the stream stands; not closed.</param>
    Stream OpenRead(FileKind kind, Stream compressed);

    /// <summary>Compresses what is written; disposing of it writes the end.</summary>
    /// <param name="kind">A compression that the platform lacks, other than <see cref="FileKind.Zstandard"/>.</param>
    /// <param name="target">Where the compressed data go; not closed.</param>
    /// <param name="level">From 0, fast, to 9, small.</param>
    Stream OpenWrite(FileKind kind, Stream target, int level);
}
