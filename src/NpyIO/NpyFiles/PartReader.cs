using NpyIO.Coding;

namespace NpyIO.NpyFiles;

/// <summary>Reads parts of an array that follow each other.</summary>
internal abstract class PartReader : IDisposable
{
    internal abstract ArrayDecoder Read(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken);

    internal abstract Task<ArrayDecoder> ReadAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken);

    /// <summary>Called when all parts have been read: checks what has not been checked yet.</summary>
    internal virtual void Complete(CancellationToken cancellationToken)
    {
    }

    /// <inheritdoc cref="Complete"/>
    internal virtual ValueTask CompleteAsync(CancellationToken cancellationToken) => default;

    public virtual void Dispose()
    {
    }
}

/// <summary>Reads each part by itself.</summary>
internal sealed class SinglePartReader(StoredArray array) : PartReader
{
    internal override ArrayDecoder Read(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        array.ReadPart(part, create, options, cancellationToken);

    internal override Task<ArrayDecoder> ReadAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        array.ReadPartAsync(part, create, options, cancellationToken);
}
