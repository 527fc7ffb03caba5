using System.Buffers;
using System.Runtime.ExceptionServices;
using NpyIO.Arrays;

namespace NpyIO.IO;

// What is awaited. Of a source whose reads cost a round trip, several requests are in flight at once; any other is read from its start to its end.
internal sealed partial class PayloadReader
{
    /// <summary>Maximum length of a request, in bytes: long enough that its round trip costs little, short enough to keep several in memory.</summary>
    internal static readonly Threshold MaxRequest = new(4L << 20);

    /// <summary>Minimum length of a request, in bytes, if the payload is split into several.</summary>
    private const long MinRequest = 512 << 10;

    /// <summary>What is awaited at once of a source that is read in order, in bytes, if it must be decoded from a buffer.</summary>
    private const long OrderedBuffer = 1 << 20;

    /// <summary>Requests in flight, unless the caller asks for another number.</summary>
    private const int UsualRequests = 4;

    private readonly long _mostRequest = MaxRequest;
    private readonly Lock _takeLock = new();

    internal async Task ReadAsync()
    {
        if (_decoder is ISequentialDecoder delimited)
        {
            await delimited.ReadAsync(_source, Start, _cancellationToken).ConfigureAwait(false);
            return;
        }

        CheckLength();
        if (_decoder.PayloadLength == 0)
        {
            _decoder.Allocate();
        }
        else if (_source.Length == PayloadSource.Unknown)
        {
            await ReadArrivingAsync().ConfigureAwait(false);
        }
        else
        {
            _decoder.Allocate();
            await (_source.IsConcurrent ? ReadConcurrentlyAsync() : WorkAsync(OrderedLength(), _cancellationToken)).ConfigureAwait(false);
        }

        await CheckEndAsync().ConfigureAwait(false);
    }

    private async Task ReadArrivingAsync()
    {
        using var buffer = new ArrivalBuffer(FirstArrival);
        for (long offset = 0; offset < _decoder.PayloadLength;)
        {
            int length = ArrivingLength(offset);
            buffer.Clear();
            while (buffer.Filled < length)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                long at = offset + buffer.Filled;
                Memory<byte> room = buffer.Room(length);
                buffer.Accept(Some(await _source.ReadAsync(Start + at, room, _cancellationToken).ConfigureAwait(false), at));
            }

            DecodeArrived(offset, buffer.Bytes);
            offset += length;
        }
    }

    /// <summary>The first failure cancels the other requests and is thrown when all of them have ended, since they write to the array.</summary>
    private async Task ReadConcurrentlyAsync()
    {
        int requests = _settings.MaxThreads == 0 ? UsualRequests : _settings.MaxThreads;
        long most = RequestLength(requests);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        var workers = new List<Task>();
        do
            workers.Add(WorkGuardedAsync(most, stop));
        while (workers.Count < requests && Interlocked.Read(ref _taken) < _decoder.PayloadLength && _failure is null);
        await Task.WhenAll(workers).ConfigureAwait(false);

        if (_failure?.SourceException is OperationCanceledException)
            _cancellationToken.ThrowIfCancellationRequested();
        _failure?.Throw();
    }

    private async Task WorkGuardedAsync(long most, CancellationTokenSource stop)
    {
        try
        {
            await WorkAsync(most, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null) is null)
                await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(long most, CancellationToken cancellationToken)
    {
        byte[]? buffer = null;
        while (_failure is null && TryTakeRequest(most, out long offset, out int length))
        {
            if (!IsDirect)
                buffer ??= ArrayPool<byte>.Shared.Rent((int)Math.Min(most, _decoder.PayloadLength));
            Memory<byte> room = buffer is null ? new ElementMemory<byte>(_decoder.Target, offset, length).Memory : buffer.AsMemory(0, length);
            await FillAsync(offset, room, cancellationToken).ConfigureAwait(false);
            DecodeRead(offset, room.Span);
        }

        // Not if reading failed: a cancelled read may still write to it.
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Whether bytes are read to where they belong. Not to a caller's pinned memory: a cancelled read may still write to it when it is pinned no longer.</summary>
    private bool IsDirect => _decoder.IsInPlace && _decoder.Target is not PointerMemory;

    private bool TryTakeRequest(long most, out long offset, out int length)
    {
        lock (_takeLock)
        {
            offset = _taken;
            length = (int)Math.Min(most, _decoder.PayloadLength - offset);
            if (length > 0 && _source.IsConcurrent)
                length = _source.RequestLength(offset, length);
            Interlocked.Add(ref _taken, length);
            return length > 0;
        }
    }

    /// <summary>The length of a request, in bytes, so that a small payload is spread over all of them: whole blocks of the decoder.</summary>
    private long RequestLength(int requests)
    {
        long unit = IsDirect ? _decoder.BlockUnit : BlockLength(_decoder);
        long wanted = Math.Clamp(_decoder.PayloadLength / requests, Math.Min(MinRequest, _mostRequest), _mostRequest);
        return (wanted + unit - 1) / unit * unit;
    }

    private long OrderedLength()
    {
        long unit = IsDirect ? _decoder.BlockUnit : BlockLength(_decoder);
        return Math.Max(1, (IsDirect ? _mostRequest : OrderedBuffer) / unit) * unit;
    }

    private async ValueTask FillAsync(long offset, Memory<byte> room, CancellationToken cancellationToken)
    {
        while (!room.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Some(await _source.ReadAsync(Start + offset, room, cancellationToken).ConfigureAwait(false), offset);
            Report(count);
            offset += count;
            room = room[count..];
        }
    }

    private void DecodeRead(long offset, ReadOnlySpan<byte> bytes)
    {
        bool isDirect = IsDirect;
        if (isDirect && _decoder.IsRaw)
            return;
        int block = (int)Math.Min(BlockLength(_decoder), bytes.Length);
        for (int done = 0; done < bytes.Length; done += block)
        {
            int count = Math.Min(block, bytes.Length - done);
            if (isDirect)
                _decoder.DecodeInPlace(offset + done, count);
            else
                _decoder.Decode(offset + done, bytes.Slice(done, count));
        }
    }

    private async ValueTask CheckEndAsync()
    {
        if (_settings.Strict && _source.Length == PayloadSource.Unknown)
        {
            long end = Start + _decoder.PayloadLength;
            if (await _source.ReadAsync(end, new byte[1], _cancellationToken).ConfigureAwait(false) > 0)
                FileThrow.TrailingData(end);
        }
    }
}
