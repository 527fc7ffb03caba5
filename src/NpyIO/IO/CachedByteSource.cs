using NpyIO.Errors;
using NpyIO.IO;

namespace NpyIO;

/// <summary>
/// Keeps the blocks of another source that were read last, so that rows read at random do not read the same bytes again and again. Blocks that are missing side by side are read at once.
/// </summary>
/// <remarks><see cref="NpyFile.Refresh"/> drops them if the source's <see cref="ByteSource.Validator"/> has changed, or if it has none.</remarks>
public sealed class CachedByteSource : ByteSource
{
    private readonly ByteSource _source;
    private readonly int _blockLength;
    private readonly int _maxBlocks;
    private readonly bool _leaveOpen;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LinkedListNode<(long Number, byte[] Bytes)>> _blocks = [];

    // The block that was used last comes first.
    private readonly LinkedList<(long Number, byte[] Bytes)> _used = [];
    private string? _validator;

    // Counts how often the blocks were dropped: a read that has begun before keeps nothing.
    private int _generation;

    /// <summary>Caches a source. At most <paramref name="blockLength"/> × <paramref name="maxBlocks"/> bytes are kept, 16 MiB by default.</summary>
    /// <param name="source">The source.</param>
    /// <param name="blockLength">The length of a block, in bytes; at least 1.</param>
    /// <param name="maxBlocks">The number of blocks to keep; at least 1.</param>
    /// <param name="leaveOpen">Whether the source stays open when this is disposed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public CachedByteSource(ByteSource source, int blockLength = 64 << 10, int maxBlocks = 256, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        Throw.IfLess(blockLength, 1);
        Throw.IfLess(maxBlocks, 1);
        _source = source;
        _blockLength = blockLength;
        _maxBlocks = maxBlocks;
        _leaveOpen = leaveOpen;
        _validator = source.Validator;
    }

    /// <inheritdoc/>
    public override long Length => _source.Length;

    /// <inheritdoc/>
    public override bool CanReadSynchronously => _source.CanReadSynchronously;

    /// <inheritdoc/>
    public override string? Validator => _source.Validator;

    /// <inheritdoc/>
    public override int Read(long offset, Span<byte> destination)
    {
        int taken = Take(offset, destination);
        if (taken > 0 || destination.IsEmpty)
            return taken;
        (long start, byte[] room, int generation) = Missing(offset, destination.Length);
        int filled = 0;
        while (filled < room.Length && StreamSource.Checked(_source.Read(start + filled, room.AsSpan(filled)), room.Length - filled) is > 0 and var count)
            filled += count;
        return Keep(generation, start, room.AsMemory(0, filled), offset, destination);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        int taken = Take(offset, destination.Span);
        if (taken > 0 || destination.IsEmpty)
            return taken;
        (long start, byte[] room, int generation) = Missing(offset, destination.Length);
        int filled = 0;
        while (filled < room.Length
            && StreamSource.Checked(await _source.ReadAsync(start + filled, room.AsMemory(filled), cancellationToken).ConfigureAwait(false), room.Length - filled) is > 0 and var count)
        {
            filled += count;
        }

        return Keep(generation, start, room.AsMemory(0, filled), offset, destination.Span);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Clear(null);
            if (!_leaveOpen)
                _source.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Asks the source whether it is still the same; if not, or if it cannot tell, what was kept is dropped.</summary>
    internal override PayloadSource ToPayload()
    {
        string? now = _source.Validator;
        if (now is null || now != Volatile.Read(ref _validator))
            Clear(now);
        return base.ToPayload();
    }

    private void Clear(string? validator)
    {
        lock (_lock)
        {
            _blocks.Clear();
            _used.Clear();
            _generation++;
            _validator = validator;
        }
    }

    /// <summary>Copies from kept blocks, up to the first that is missing.</summary>
    private int Take(long offset, Span<byte> destination)
    {
        int done = 0;
        lock (_lock)
        {
            while (done < destination.Length && _blocks.TryGetValue((offset + done) / _blockLength, out LinkedListNode<(long Number, byte[] Bytes)>? node))
            {
                int at = (int)((offset + done) % _blockLength);
                if (at >= node.Value.Bytes.Length)
                    break;
                _used.Remove(node);
                _used.AddFirst(node);
                int count = Math.Min(destination.Length - done, node.Value.Bytes.Length - at);
                node.Value.Bytes.AsSpan(at, count).CopyTo(destination[done..]);
                done += count;
            }
        }

        return done;
    }

    /// <summary>Room for the missing blocks from an offset on, no more than are wanted or can be kept.</summary>
    private (long Start, byte[] Room, int Generation) Missing(long offset, int wanted)
    {
        long first = offset / _blockLength;
        long last = (offset + wanted - 1) / _blockLength;
        long most = Math.Max(1, Math.Min(_maxBlocks, Array.MaxLength / _blockLength));
        long count = 1;
        int generation;
        lock (_lock)
        {
            generation = _generation;
            while (first + count <= last && count < most && !_blocks.ContainsKey(first + count))
                count++;
        }

        long start = first * _blockLength;
        return (start, new byte[Math.Clamp(Length - start, 0, count * _blockLength)], generation);
    }

    private int Keep(int generation, long start, ReadOnlyMemory<byte> bytes, long offset, Span<byte> destination)
    {
        lock (_lock)
        {
            for (int at = 0; at < bytes.Length && generation == _generation; at += _blockLength)
            {
                long number = (start + at) / _blockLength;
                if (_blocks.Remove(number, out LinkedListNode<(long Number, byte[] Bytes)>? old))
                    _used.Remove(old);
                _blocks[number] = _used.AddFirst((number, bytes.Slice(at, Math.Min(_blockLength, bytes.Length - at)).ToArray()));
                if (_blocks.Count > _maxBlocks)
                {
                    _blocks.Remove(_used.Last!.Value.Number);
                    _used.RemoveLast();
                }
            }
        }

        ReadOnlySpan<byte> wanted = bytes.Span[(int)Math.Min(offset - start, bytes.Length)..];
        int taken = Math.Min(wanted.Length, destination.Length);
        wanted[..taken].CopyTo(destination);
        return taken;
    }
}
