using System.Buffers;

namespace NpyIO.Zip;

// Bytes that wait to be written without blocking.
internal sealed partial class ZipOutput
{
    /// <summary>Number of waiting bytes at which it is time to write them.</summary>
    private const int EnoughDeferred = 1 << 20;

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

    /// <summary>Whether enough bytes wait for <see cref="DrainAsync"/>.</summary>
    internal bool HasEnough => _deferredLength >= EnoughDeferred;

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

    /// <summary>Takes ownership of a buffer until it is written.</summary>
    private void Defer(byte[] buffer, int length)
    {
        _deferred.Enqueue(new Deferred(DeferredKind.Append, 0, buffer, length));
        _deferredLength += length;
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

    private void ReleaseDeferred()
    {
        while (_deferred.TryDequeue(out Deferred deferred))
        {
            byte[]? buffer = deferred.Bytes;
            Release(ref buffer);
        }
    }

    private readonly record struct Deferred(DeferredKind Kind, long Offset, byte[]? Bytes, int Length);
}
