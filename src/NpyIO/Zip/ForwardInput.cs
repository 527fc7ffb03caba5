using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// A stream that is read once, from front to back, through a buffer. Never more is taken from it than is known to belong to the archive, so that whatever follows that stays in the stream:
/// each call says how many bytes that are, from <see cref="Position"/> on.
/// </summary>
internal sealed class ForwardInput : IDisposable
{
    private const int BufferLength = 64 << 10;

    private readonly Stream _stream;
    private readonly bool _isAsync;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;

    /// <summary>What a stream still has.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="isAsync">Whether it is read by awaiting it. Otherwise everything here completes before it returns.</param>
    internal ForwardInput(Stream stream, bool isAsync)
    {
        _stream = stream;
        _isAsync = isAsync;
    }

    /// <summary>Where the next byte stands, from where the stream stood at first.</summary>
    internal long Position { get; private set; }

    /// <summary>The next bytes, as far as they have come.</summary>
    internal ReadOnlyMemory<byte> Ready => _buffer.AsMemory(_start, _end - _start);

    /// <summary>So many bytes of which the archive tells, which may be any number, and those that it has behind them.</summary>
    internal static long Sum(long told, long tail) => Math.Min(told, long.MaxValue - tail) + tail;

    /// <summary>Waits until so many of the next bytes are <see cref="Ready"/>; false where the stream has not so many.</summary>
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

    /// <summary>Reads some of the next bytes, no more than are known; none only at the stream's end.</summary>
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

    /// <summary>Passes over some bytes that are <see cref="Ready"/>.</summary>
    internal void Advance(int count)
    {
        _start += count;
        Position += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Gives the buffer back to the pool.</summary>
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

    /// <summary>Brings what is ready to the buffer's start, in a longer one where it takes that: records have names and fields of 64 KiB.</summary>
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
