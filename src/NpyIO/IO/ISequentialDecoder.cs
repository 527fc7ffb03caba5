namespace NpyIO.IO;

/// <summary>A decoder of a payload whose end only the content shows; it reads by itself.</summary>
internal interface ISequentialDecoder
{
    /// <summary>Reads the payload that begins at an offset in bytes.</summary>
    void Read(PayloadSource source, long start, CancellationToken cancellationToken);

    Task ReadAsync(PayloadSource source, long start, CancellationToken cancellationToken);

    /// <summary>Keeps only some rows of the array read, copied to memory of their own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array does not have these rows.</exception>
    /// <exception cref="InvalidOperationException">The array has no axis.</exception>
    void KeepRows(long start, long count);
}
