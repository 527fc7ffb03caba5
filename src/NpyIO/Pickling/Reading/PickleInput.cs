using System.Buffers;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.Signatures;

namespace NpyIO.Pickling;

/// <summary>
/// Input of a pickle: a window of bytes already read, and the source after it. It is itself a source, for array data between a pickle's opcodes: it reads at any offset from the
/// start of the window on, whether the bytes are buffered or not.
/// </summary>
internal sealed class PickleInput : PayloadSource, IDisposable
{
    /// <summary>Read-ahead in bytes. Longer values are read into their own memory.</summary>
    internal const int Room = 64 << 10;

    private static readonly DType Bytes = DType.Of<byte>();

    private readonly PayloadSource _source;
    private readonly long _start;
    private readonly bool _isExact;
    private byte[]? _buffer;
    private ReadOnlyMemory<byte> _window;
    private long _windowStart;
    private int _at;
    private long _frameEnd;

    /// <summary>The caller owns the source. If <paramref name="isExact"/>, only the bytes that the pickle needs are consumed, because the caller continues to read after it.</summary>
    internal PickleInput(PayloadSource source, long start = 0, bool isExact = false)
    {
        _source = source;
        _isExact = isExact;
        _start = _windowStart = start;
        if (source is MemorySource memory)
            _window = memory.Content[(int)Math.Min(start, memory.Length)..];
    }

    /// <summary>Offset of the next unread byte from the start of the source, in bytes.</summary>
    internal long Position => _windowStart + _at;

    internal ReadOnlySpan<byte> Unread => _window.Span[_at..];

    /// <summary>The first bytes of the pickle, read or unread; empty once they have left the window.</summary>
    internal ReadOnlySpan<byte> Head => _windowStart == _start ? _window.Span : default;

    internal bool IsExact => _isExact;

    internal override long Length => _source.Length;

    internal override bool IsPositional => _source.IsPositional;

    internal override long BlockLength => _source.BlockLength;

    internal override long FirstBlock => _source.FirstBlock;

    internal override long PackedLength => _source.PackedLength;

    /// <summary>Bytes skipped as data of arrays and other long values, which contain no opcodes.</summary>
    internal long Skipped { get; private set; }

    private long WindowEnd => _windowStart + _window.Length;

    internal void Advance(int count) => _at += count;

    /// <summary>Advances past bytes that the caller has read by offset.</summary>
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

    /// <summary>Allows read-ahead over bytes that the pickle has declared as its own (FRAME).</summary>
    internal void Allow(long count) => _frameEnd = Position + count;

    /// <summary>Returns false if the source ends first. Unless <paramref name="mayBeLast"/>, one byte more than needed may be consumed.</summary>
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

    /// <summary>Reads as many of the first bytes as <paramref name="wanted"/> asks for, given those that have been read, and no byte more if the input is exact.</summary>
    internal void LookAhead(Func<ReadOnlySpan<byte>, int> wanted)
    {
        while (wanted(Unread) is int need && need > Unread.Length && TryFill(need, mayBeLast: true))
        {
        }
    }

    internal async ValueTask LookAheadAsync(Func<ReadOnlySpan<byte>, int> wanted, CancellationToken cancellationToken)
    {
        while (wanted(Unread) is int need && need > Unread.Length && await TryFillAsync(need, cancellationToken, mayBeLast: true).ConfigureAwait(false))
        {
        }
    }

    /// <summary>If the source's length is unknown, the memory grows as bytes arrive.</summary>
    internal ArrayMemory ReadPayload(long count, PickleReadOptions options, CancellationToken cancellationToken)
    {
        PayloadReader reader = ReaderOf(count, options, cancellationToken, out ArrayDecoder decoder);
        try
        {
            reader.Read();
        }
        catch (NpyFormatException e) when (e.Reason == NpyFormatReason.TruncatedData)
        {
            PickleThrow.PickleEndsInValue(Position, count, e);
        }

        Skip(count);
        return decoder.Target;
    }

    internal async ValueTask<ArrayMemory> ReadPayloadAsync(long count, PickleReadOptions options, CancellationToken cancellationToken)
    {
        PayloadReader reader = ReaderOf(count, options, cancellationToken, out ArrayDecoder decoder);
        try
        {
            await reader.ReadAsync().ConfigureAwait(false);
        }
        catch (NpyFormatException e) when (e.Reason == NpyFormatReason.TruncatedData)
        {
            PickleThrow.PickleEndsInValue(Position, count, e);
        }

        Skip(count);
        return decoder.Target;
    }

    private PayloadReader ReaderOf(long count, PickleReadOptions options, CancellationToken cancellationToken, out ArrayDecoder decoder)
    {
        ReadSettings settings = options.Reading with { Progress = options.Progress is { } progress ? new ProgressFrom(Position, progress) : null };
        // As a uint8 array, to use the same fast path.
        decoder = ArrayDecoder.Create(Bytes, [count], fortranOrder: false, options.Decoding);
        return new PayloadReader(this, Position, decoder, settings, cancellationToken);
    }

    internal override int Read(long offset, Span<byte> destination) =>
        IsInWindow(offset) ? FromWindow(offset, destination) : _source.Read(offset, destination);

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        IsInWindow(offset) ? new(FromWindow(offset, destination.Span)) : _source.ReadAsync(offset, destination, cancellationToken);

    /// <summary>The source stays open.</summary>
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

    private Memory<byte> RoomFor(int need, bool mayBeLast)
    {
        int unread = _window.Length - _at;
        if (_buffer is null || _buffer.Length < need)
            Move(ArrayPool<byte>.Shared.Rent(_buffer is null ? Math.Max(Room, need) : (int)Math.Min(Math.Max(2L * _buffer.Length, need), Array.MaxLength)), unread);
        else if (_at > 0 && (_windowStart != _start || _window.Length >= Verdict.TextHead || _at + need >= _buffer.Length))
            Move(_buffer, unread);

        // A need of more than one byte follows an opcode other than STOP, so at least one more byte belongs to the pickle.
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

    /// <summary>Converts progress within a value to progress within the pickle.</summary>
    private sealed class ProgressFrom(long start, IProgress<long> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(start + value);
    }
}
