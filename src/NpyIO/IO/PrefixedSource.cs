namespace NpyIO.IO;

/// <summary>A source whose first bytes have been read already: they come from memory, the others from the source.</summary>
internal sealed class PrefixedSource : PayloadSource
{
    private readonly ReadOnlyMemory<byte> _prefix;
    private readonly PayloadSource _rest;

    /// <summary>The caller owns both.</summary>
    internal PrefixedSource(ReadOnlyMemory<byte> prefix, PayloadSource rest)
    {
        _prefix = prefix;
        _rest = rest;
    }

    internal override long Length => _rest.Length;

    internal override bool IsPositional => _rest.IsPositional;

    internal override bool IsConcurrent => _rest.IsConcurrent;

    internal override bool IsReadOn => _rest.IsReadOn;

    internal override long BlockLength => _rest.BlockLength;

    internal override long FirstBlock => _rest.FirstBlock;

    internal override int Read(long offset, Span<byte> destination) =>
        offset < _prefix.Length ? FromPrefix((int)offset, destination) : _rest.Read(offset, destination);

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        offset < _prefix.Length ? new(FromPrefix((int)offset, destination.Span)) : _rest.ReadAsync(offset, destination, cancellationToken);

    private int FromPrefix(int offset, Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _prefix.Length - offset);
        _prefix.Span.Slice(offset, count).CopyTo(destination);
        return count;
    }
}
