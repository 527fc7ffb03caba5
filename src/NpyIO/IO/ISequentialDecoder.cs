namespace NpyIO.IO;

/// <summary>A decoder of a payload whose end only the content shows; it reads by itself.</summary>
internal interface ISequentialDecoder
{
    /// <summary>The offset is in bytes.</summary>
    void Read(PayloadSource source, long start, CancellationToken cancellationToken);

    Task ReadAsync(PayloadSource source, long start, CancellationToken cancellationToken);

    /// <summary>Keeps only some rows of the array read, copied to memory of their own.</summary>
    void KeepRows(long start, long count);
}
