using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Pickling;

/// <summary>
/// What a pickle is read from: the bytes that have come and wait to be read, and the source behind them. It is a source itself, for arrays that lie between a pickle's opcodes: its bytes are
/// read at their offsets, whether they have come already or not.
/// </summary>
internal sealed partial class PickleInput : PayloadSource, IDisposable
{
    /// <summary>How much is read ahead, in bytes; longer values are read into memory of their own.</summary>
    internal const int Room = 64 << 10;

    /// <summary>So many of the first bytes stay in the window, so that an error can say what they look like.</summary>
    private const int HeadRoom = 512;

    private readonly PayloadSource _source;
    private readonly long _start;
    private readonly bool _isExact;
    private byte[]? _buffer;
    private ReadOnlyMemory<byte> _window;
    private long _windowStart;
    private int _at;
    private long _frameEnd;

    /// <summary>An input at the start of a pickle; whoever gives the source keeps it.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="start">Where in it the pickle begins, in bytes.</param>
    /// <param name="isExact">Whether not a byte is to be taken that the pickle does not need, since others go on reading behind it.</param>
    internal PickleInput(PayloadSource source, long start = 0, bool isExact = false)
    {
        _source = source;
        _isExact = isExact;
        _start = _windowStart = start;
        if (source is MemorySource memory)
            _window = memory.Content[(int)Math.Min(start, memory.Length)..];
    }

    /// <summary>Where the next unread byte is, in bytes from the source's start.</summary>
    internal long Position => _windowStart + _at;

    /// <summary>The bytes that have come and are not read.</summary>
    internal ReadOnlySpan<byte> Unread => _window.Span[_at..];

    /// <summary>The first bytes, read or not; nothing if they have gone.</summary>
    internal ReadOnlySpan<byte> Head => _windowStart == _start ? _window.Span : default;

    /// <summary>Whether not a byte is taken that the pickle does not need.</summary>
    internal bool IsExact => _isExact;

    internal override long Length => _source.Length;

    internal override bool IsPositional => _source.IsPositional;

    internal override long BlockLength => _source.BlockLength;

    internal override long FirstBlock => _source.FirstBlock;

    internal override long PackedLength => _source.PackedLength;

    /// <summary>How many bytes were data of arrays or other long values, which are not executed.</summary>
    internal long Skipped { get; private set; }

    private long WindowEnd => _windowStart + _window.Length;

    /// <summary>Goes on by bytes that are unread.</summary>
    internal void Advance(int count) => _at += count;

    /// <summary>Goes on by bytes that have been read at their offsets, as from a source.</summary>
    internal void Skip(long count)
    {
        Skipped += count;
        if (count <= _window.Length - _at)
        {
            _at += (int)count;
            return;
        }

        _windowStart = Position + count;
        _window = default;
        _at = 0;
    }

    /// <summary>Lets bytes be read ahead that the pickle says belong to it.</summary>
    internal void Allow(long count) => _frameEnd = Position + count;

    /// <summary>Makes sure that so many bytes are unread; false when the source ends before.</summary>
    /// <param name="need">How many.</param>
    /// <param name="mayBeLast">Whether the pickle may end with them. If it does not, one more byte may be taken.</param>
    internal bool TryFill(int need, bool mayBeLast = false)
    {
        while (_window.Length - _at < need)
        {
            int count = _source is MemorySource ? 0 : _source.Read(WindowEnd, RoomFor(need, mayBeLast).Span);
            if (count == 0)
                return false;
            _window = _buffer.AsMemory(0, _window.Length + count);
        }

        return true;
    }

    /// <summary>As <see cref="TryFill"/>.</summary>
    internal async ValueTask<bool> TryFillAsync(int need, CancellationToken cancellationToken, bool mayBeLast = false)
    {
        while (_window.Length - _at < need)
        {
            int count = _source is MemorySource ? 0 : await _source.ReadAsync(WindowEnd, RoomFor(need, mayBeLast), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return false;
            _window = _buffer.AsMemory(0, _window.Length + count);
        }

        return true;
    }

    internal override int Read(long offset, Span<byte> destination) =>
        IsInWindow(offset) ? FromWindow(offset, destination) : _source.Read(offset, destination);

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        IsInWindow(offset) ? new(FromWindow(offset, destination.Span)) : _source.ReadAsync(offset, destination, cancellationToken);

    /// <summary>Gives the buffer back to the pool; the source stays open.</summary>
    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _window = default;
    }

    private bool IsInWindow(long offset) => offset >= _windowStart && offset < WindowEnd;

    private int FromWindow(long offset, Span<byte> destination)
    {
        ReadOnlySpan<byte> unread = _window.Span[(int)(offset - _windowStart)..];
        int count = Math.Min(unread.Length, destination.Length);
        unread[..count].CopyTo(destination);
        return count;
    }

    /// <summary>Where the next bytes go, behind those that are unread: as many as may be taken.</summary>
    private Memory<byte> RoomFor(int need, bool mayBeLast)
    {
        int unread = _window.Length - _at;
        if (_buffer is null || _buffer.Length < need)
            Move(ArrayPool<byte>.Shared.Rent(_buffer is null ? Math.Max(Room, need) : (int)Math.Min(Math.Max(2L * _buffer.Length, need), Array.MaxLength)), unread);
        else if (_at > 0 && (_windowStart != _start || _window.Length >= HeadRoom || _at + need >= _buffer.Length))
            Move(_buffer, unread);

        // Whoever asks for more than one byte has seen an opcode that is not the last.
        long wanted = !_isExact ? _buffer!.Length : Math.Max(_frameEnd - Position, need > 1 && !mayBeLast ? need + 1L : need);
        return _buffer.AsMemory(_window.Length, (int)Math.Min(_at + wanted, _buffer!.Length) - _window.Length);
    }

    private void Move(byte[] target, int unread)
    {
        _window.Span[_at..].CopyTo(target);
        if (_buffer is not null && _buffer != target)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _windowStart += _at;
        _at = 0;
        _window = target.AsMemory(0, unread);
    }
}
