namespace NpyIO.IO;

/// <summary>A decoder of a payload whose end only the content shows; it reads by itself.</summary>
internal interface ISequentialDecoder
{
    /// <summary>The offset is in bytes.</summary>
    void Read(PayloadSource source, long start, CancellationToken cancellationToken);

    Task ReadAsync(PayloadSource source, long start, CancellationToken cancellationToken);
}
