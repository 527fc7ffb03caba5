using NpyIO.IO;

namespace NpyIO.JoblibFiles;

/// <summary>
/// The content of another source from <paramref name="start"/> on, collected in memory for decoders that cannot await: in blocks of equal length, so that nothing is copied as they grow in
/// number.
/// </summary>
internal sealed class ArrivedSource(PayloadSource source, long start) : PayloadSource
{
    private const int BlockBits = 16;
    private const int Block = 1 << BlockBits;

    private readonly List<byte[]> _blocks = [];
    private long _length;

    internal override long Length => start + _length;

    internal override bool IsPositional => true;

    /// <summary>Collects everything up to the source's end. After a cancelled call another one continues.</summary>
    internal async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        while (await source.ReadAsync(start + _length, Room(), cancellationToken).ConfigureAwait(false) is int count and > 0)
            _length += count;
    }

    /// <summary>Continues a cancelled <see cref="FillAsync"/> for a synchronous reader.</summary>
    internal void Fill()
    {
        while (source.Read(start + _length, Room().Span) is int count and > 0)
            _length += count;
    }

    internal override int Read(long offset, Span<byte> destination)
    {
        offset -= start;
        if (offset >= _length)
            return 0;

        int at = (int)(offset & (Block - 1));
        int count = (int)Math.Min(Math.Min(Block - at, _length - offset), destination.Length);
        _blocks[(int)(offset >> BlockBits)].AsSpan(at, count).CopyTo(destination);
        return count;
    }

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) => new(Read(offset, destination.Span));

    private Memory<byte> Room()
    {
        if (_length == (long)_blocks.Count << BlockBits)
            _blocks.Add(GC.AllocateUninitializedArray<byte>(Block));
        return _blocks[^1].AsMemory((int)(_length & (Block - 1)));
    }
}
