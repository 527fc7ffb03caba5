namespace NpyIO.IO;

/// <summary>Reads the bytes of a pinned span at offsets.</summary>
internal sealed unsafe class PinnedSource : PayloadSource
{
    private readonly byte* _start;
    private readonly int _length;

    private PinnedSource(byte* start, int length)
    {
        _start = start;
        _length = length;
    }

    internal override long Length => _length;

    internal override bool IsPositional => true;

    internal static TResult Use<TState, TResult>(ReadOnlySpan<byte> bytes, TState state, Func<PayloadSource, TState, TResult> work)
    {
        // The work must not keep the source beyond this call; only internal code that does not is passed in.
        fixed (byte* start = bytes)
            return work(new PinnedSource(start, bytes.Length), state);
    }

    internal override int Read(long offset, Span<byte> destination)
    {
        if (offset >= _length)
            return 0;
        int count = (int)Math.Min(destination.Length, _length - offset);
        new ReadOnlySpan<byte>(_start + offset, count).CopyTo(destination);
        return count;
    }

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) => new(Read(offset, destination.Span));
}
