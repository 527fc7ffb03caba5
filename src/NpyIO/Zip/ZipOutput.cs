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

    private const int EnoughDeferred = 1 << 20;

    private byte[]? _buffer;
    private int _filled;
    private long _bufferOffset;
    private long _furthest;

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

    internal bool CanPatch => sink.CanPatch;

    internal bool CanReserve => sink.IsPositional && !_defers;

    internal long Position => _bufferOffset + _filled;

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

    internal long Reserve(long length)
    {
        Flush();
        long offset = _bufferOffset;
        _bufferOffset += length;
        return offset;
    }

    internal void WriteAt(long offset, ReadOnlySpan<byte> bytes) => sink.WriteAt(offset, bytes);

    /// <summary>Overwrites bytes that have been appended; only if <see cref="CanPatch"/>.</summary>
    internal void Patch(long offset, ReadOnlySpan<byte> bytes)
    {
        int before = (int)Math.Clamp(_bufferOffset - offset, 0, bytes.Length);
        if (before > 0 && _defers)
            Defer(DeferredKind.Patch, offset, bytes[..before]);
        else if (before > 0)
            sink.WriteAt(offset, bytes[..before]);
        if (before < bytes.Length)
            bytes[before..].CopyTo(_buffer.AsSpan((int)(offset + before - _bufferOffset)));
    }

    /// <summary>Discards all that was appended from <paramref name="offset"/> on; only if <see cref="CanPatch"/>.</summary>
    internal void Rewind(long offset)
    {
        Flush();
        _furthest = Math.Max(_furthest, _bufferOffset);
        _bufferOffset = offset;
        if (_defers)
            Defer(DeferredKind.Rewind, offset);
        else
            sink.Rewind(offset);
    }

    internal void Complete()
    {
        Flush();
        if (_furthest <= _bufferOffset)
            return;
        if (_defers)
            Defer(DeferredKind.Truncate, _bufferOffset);
        else
            sink.Truncate(_bufferOffset);
    }

    internal void StartDeferring() => _defers = true;

    internal void StopDeferring() => _defers = false;

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

            Release(deferred.Bytes);
        }
    }

    public void Dispose()
    {
        Release(_buffer);
        _buffer = null;
        while (_deferred.TryDequeue(out Deferred deferred))
            Release(deferred.Bytes);
    }

    private Span<byte> Room()
    {
        if (_filled == _buffer?.Length)
            Flush();
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
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

    private void Defer(DeferredKind kind, long offset, ReadOnlySpan<byte> bytes = default)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        _deferred.Enqueue(new Deferred(kind, offset, buffer, bytes.Length));
    }

    private static void Release(byte[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private readonly record struct Deferred(DeferredKind Kind, long Offset, byte[]? Bytes, int Length);
}
