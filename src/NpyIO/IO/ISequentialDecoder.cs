namespace NpyIO.IO;

/// <summary>A decoder of a payload of which only the content says where it ends; it reads for itself.</summary>
internal interface ISequentialDecoder
{
    /// <summary>Reads the payload.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="start">Where in that it begins, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    void Read(PayloadSource source, long start, CancellationToken cancellationToken);

    /// <summary>As <see cref="Read"/>.</summary>
    Task ReadAsync(PayloadSource source, long start, CancellationToken cancellationToken);

    /// <summary>Keeps only some rows of what has been read, in memory of their own.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The array does not have these rows.</exception>
    /// <exception cref="InvalidOperationException">The array has no axis.</exception>
    void KeepRows(long start, long count);
}
