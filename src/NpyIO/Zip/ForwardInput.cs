using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// Reads a stream once, from front to back, through a buffer. It never reads more than is known to belong to the archive, so that what follows stays in the stream: each call says how
/// many bytes that is, from <see cref="Position"/> on.
/// </summary>
internal sealed class ForwardInput : IDisposable
{
    private const int BufferLength = 64 << 10;

    private readonly Stream _stream;
    private readonly bool _isAsync;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;

    /// <summary>Leaves <paramref name="stream"/> open. If <paramref name="isAsync"/> is false, every method completes before it returns.</summary>
    internal ForwardInput(Stream stream, bool isAsync)
    {
        _stream = stream;
        _isAsync = isAsync;
    }

    /// <summary>Offset of the next byte, from the stream's first position.</summary>
    internal long Position { get; private set; }

    /// <summary>The next bytes that have arrived.</summary>
    internal ReadOnlyMemory<byte> Ready => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Adds a claimed length, which may be any number, and a known one, without overflow.</summary>
    internal static long Sum(long told, long tail) => Math.Min(told, long.MaxValue - tail) + tail;

    /// <summary>Waits until <paramref name="count"/> bytes are <see cref="Ready"/>. Returns false if the stream ends before.</summary>
    internal async ValueTask<bool> TryFillAsync(int count, long known, CancellationToken cancellationToken)
    {
        while (Ready.Length < count)
        {
            MakeRoom(count);
            int room = (int)Math.Min(_buffer.Length - _end, known - Ready.Length);
            int more = await ReadStreamAsync(_buffer.AsMemory(_end, room), cancellationToken).ConfigureAwait(false);
            if (more == 0)
            {
                return false;
            }

            _end += more;
        }

        return true;
    }

    /// <summary>Reads some of the next bytes, at most <paramref name="known"/>. Returns 0 only at the stream's end.</summary>
    internal async ValueTask<int> ReadAsync(Memory<byte> destination, long known, CancellationToken cancellationToken)
    {
        if (Ready.IsEmpty && destination.Length >= BufferLength)
        {
            int read = await ReadStreamAsync(destination[..(int)Math.Min(destination.Length, known)], cancellationToken).ConfigureAwait(false);
            Position += read;
            return read;
        }

        if (destination.IsEmpty || !await TryFillAsync(1, known, cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        int count = Math.Min(destination.Length, Ready.Length);
        Ready.Span[..count].CopyTo(destination.Span);
        Advance(count);
        return count;
    }

    /// <summary>Skips bytes that are <see cref="Ready"/>.</summary>
    internal void Advance(int count)
    {
        _start += count;
        Position += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private async ValueTask<int> ReadStreamAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int count = _isAsync ? await _stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false) : _stream.Read(destination.Span);
        return StreamSource.Checked(count, destination.Length);
    }

    /// <summary>Moves the bytes that are ready to the buffer's start, and enlarges it if needed: records have names and fields of 64 KiB.</summary>
    private void MakeRoom(int count)
    {
        if (_start + count <= _buffer.Length)
        {
            return;
        }

        byte[] old = _buffer;
        int length = _end - _start;
        if (count > old.Length)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        }

        Buffer.BlockCopy(old, _start, _buffer, 0, length);
        (_start, _end) = (0, length);
        if (!ReferenceEquals(old, _buffer))
        {
            ArrayPool<byte>.Shared.Return(old);
        }
    }
}
