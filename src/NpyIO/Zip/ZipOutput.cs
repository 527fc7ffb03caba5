using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// Writes an archive's bytes to a sink: counts them, combines small writes, overwrites what was written if the sink can. While it defers, only <see cref="DrainAsync"/> writes to the
/// sink. For one thread at a time, except <see cref="WriteAt"/>.
/// </summary>
internal sealed class ZipOutput(ByteSink sink) : IDisposable
{
    private const int BufferLength = 128 << 10;

    /// <summary>Number of waiting bytes at which it is time to write them.</summary>
    private const int EnoughDeferred = 1 << 20;

    private byte[]? _buffer;
    private int _filled;
    private long _bufferOffset;
    private long _furthest;

    /// <summary>What waits for <see cref="DrainAsync"/>, to be written without blocking.</summary>
    private readonly Queue<Deferred> _deferred = new();
    private bool _defers;
    private long _deferredLength;

    private enum DeferredKind
    {
        Append,
        Patch,
        Rewind,
        Truncate,
    }

    /// <summary>Whether what has been written can be overwritten.</summary>
    internal bool CanPatch => sink.CanPatch;

    /// <summary>Whether <see cref="Reserve"/> can leave room that is filled in any order.</summary>
    internal bool CanReserve => sink.IsPositional && !_defers;

    /// <summary>Length of the archive so far, in bytes: the offset of the next byte appended.</summary>
    internal long Position => _bufferOffset + _filled;

    /// <summary>Whether enough bytes wait for <see cref="DrainAsync"/>.</summary>
    internal bool HasEnough => _deferredLength >= EnoughDeferred;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= BufferLength && !_defers)
        {
            Flush();
            Write(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            Span<byte> room = Room();
            int length = Math.Min(room.Length, bytes.Length);
            bytes[..length].CopyTo(room);
            _filled += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Says how many bytes will be appended next, so that the disk can make room for them at once.</summary>
    internal void Expect(long length)
    {
        if (!_defers)
            sink.Expect(Position + length);
    }

    /// <summary>Leaves room at the end for <see cref="WriteAt"/>, and returns its offset.</summary>
    internal long Reserve(long length)
    {
        Flush();
        long offset = _bufferOffset;
        _bufferOffset += length;
        return offset;
    }

    /// <summary>Fills a part of the reserved room; any number of threads at once.</summary>
    internal void WriteAt(long offset, ReadOnlySpan<byte> bytes) => sink.WriteAt(offset, bytes);

    /// <summary>Overwrites bytes that have been appended; only if <see cref="CanPatch"/>.</summary>
    internal void Patch(long offset, ReadOnlySpan<byte> bytes)
    {
        int before = (int)Math.Clamp(_bufferOffset - offset, 0, bytes.Length);
        if (before > 0)
            PatchWritten(offset, bytes[..before]);
        if (before < bytes.Length)
            bytes[before..].CopyTo(_buffer.AsSpan((int)(offset + before - _bufferOffset)));
    }

    /// <summary>Discards all that was appended from <paramref name="offset"/> on; only if <see cref="CanPatch"/>.</summary>
    internal void Rewind(long offset)
    {
        Flush();
        _furthest = Math.Max(_furthest, _bufferOffset);
        _bufferOffset = offset;
        RewindWritten(offset);
    }

    /// <summary>Writes the rest, and truncates what was discarded and has not been overwritten.</summary>
    internal void Complete()
    {
        Flush();
        if (_furthest > _bufferOffset)
            Truncate(_bufferOffset);
    }

    /// <summary>From now on, appended bytes wait for <see cref="DrainAsync"/>.</summary>
    internal void StartDeferring() => _defers = true;

    /// <summary>From now on, appended bytes are written at once. None may be waiting.</summary>
    internal void StopDeferring() => _defers = false;

    /// <summary>Writes what waits, without blocking if the sink can do that.</summary>
    internal async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        _deferredLength = 0;
        while (_deferred.TryDequeue(out Deferred deferred))
        {
            ReadOnlyMemory<byte> bytes = deferred.Bytes.AsMemory(0, deferred.Length);
            switch (deferred.Kind)
            {
                case DeferredKind.Append:
                    await sink.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                    break;
                case DeferredKind.Patch:
                    await sink.WriteAtAsync(deferred.Offset, bytes, cancellationToken).ConfigureAwait(false);
                    break;
                case DeferredKind.Rewind:
                    sink.Rewind(deferred.Offset);
                    break;
                default:
                    sink.Truncate(deferred.Offset);
                    break;
            }

            byte[]? buffer = deferred.Bytes;
            Release(ref buffer);
        }
    }

    /// <summary>Releases the buffers; writes nothing.</summary>
    public void Dispose()
    {
        Release(ref _buffer);
        while (_deferred.TryDequeue(out Deferred deferred))
        {
            byte[]? buffer = deferred.Bytes;
            Release(ref buffer);
        }
    }

    private Span<byte> Room()
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
        if (_filled == _buffer.Length)
        {
            Flush();
            _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
        }

        return _buffer.AsSpan(_filled);
    }

    private void Flush()
    {
        if (_filled == 0)
            return;
        int length = _filled;
        _filled = 0;
        if (_defers)
        {
            // The queue owns the buffer until it is written.
            _deferred.Enqueue(new Deferred(DeferredKind.Append, 0, _buffer, length));
            _deferredLength += length;
            _buffer = null;
            _bufferOffset += length;
        }
        else
        {
            Write(_buffer.AsSpan(0, length));
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (sink.IsPositional)
            sink.WriteAt(_bufferOffset, bytes);
        else
            sink.Write(bytes);
        _bufferOffset += bytes.Length;
    }

    private void PatchWritten(long offset, ReadOnlySpan<byte> bytes)
    {
        if (!_defers)
        {
            sink.WriteAt(offset, bytes);
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        _deferred.Enqueue(new Deferred(DeferredKind.Patch, offset, buffer, bytes.Length));
    }

    private void RewindWritten(long offset)
    {
        if (_defers)
            _deferred.Enqueue(new Deferred(DeferredKind.Rewind, offset, null, 0));
        else
            sink.Rewind(offset);
    }

    private void Truncate(long length)
    {
        if (_defers)
            _deferred.Enqueue(new Deferred(DeferredKind.Truncate, length, null, 0));
        else
            sink.Truncate(length);
    }

    private static void Release(ref byte[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
    }

    private readonly record struct Deferred(DeferredKind Kind, long Offset, byte[]? Bytes, int Length);
}
