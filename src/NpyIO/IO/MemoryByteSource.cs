namespace NpyIO.IO;

/// <summary>Bytes in memory as a <see cref="ByteSource"/>. The caller must not change them.</summary>
internal sealed class MemoryByteSource(ReadOnlyMemory<byte> content) : ByteSource
{
    private readonly MemorySource _source = new(content);

    public override long Length => content.Length;

    public override bool CanReadSynchronously => true;

    public override int Read(long offset, Span<byte> destination) => _source.Read(offset, destination);

    public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) =>
        _source.ReadAsync(offset, destination, cancellationToken);

    internal override PayloadSource ToPayload() => _source;
}
