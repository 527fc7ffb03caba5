using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.IO;

internal sealed partial class PayloadReader
{
    private long _taken;
    private ExceptionDispatchInfo? _failure;

    private int ThreadCount
    {
        get
        {
            if (!_source.IsPositional || _decoder.PayloadLength < ParallelLength)
                return 1;

            // Two threads saturate the memory. Allow more only if the caller asks, or for blocks, which are inflated.
            return PoolHelper.ThreadCount(_settings.MaxThreads == 0 && _source.BlockLength == 0 ? 2 : _settings.MaxThreads);
        }
    }

    private void ReadBlocks()
    {
        var helpers = new PoolHelper[ThreadCount - 1];
        for (int i = 0; i < helpers.Length; i++)
            helpers[i] = PoolHelper.Call(WorkGuarded);

        WorkGuarded();
        foreach (PoolHelper helper in helpers)
            helper.Finish();

        _failure?.Throw();
    }

    // Only for a source that reads any offset as cheaply as the next.
    private bool InColumns => _source.IsPositional && _source.BlockLength == 0;

    private long ColumnLength => InColumns ? _decoder.ColumnLength : _decoder.PayloadLength;

    private void WorkGuarded()
    {
        try
        {
            Work();
        }
        catch (Exception e)
        {
            // Report the first failure; the other threads stop at their next piece.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }

    private void Work()
    {
        long block = Math.Max(InColumns ? _decoder.PartLength : _decoder.PreferredBlockLength, _decoder.BlockUnit);
        long piece = PieceLength(block);
        byte[]? buffer = _decoder.IsInPlace ? null : ArrayPool<byte>.Shared.Rent((int)Math.Min(block, _decoder.PayloadLength));
        try
        {
            while (_failure is null && TryTake(piece, out long offset, out long length))
            {
                for (; offset < _decoder.PayloadLength; offset += ColumnLength)
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                    ReadPiece(offset, length, block, buffer);
                    Report(length);
                }
            }
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>For a source without blocks, in bytes: whole blocks of the decoder.</summary>
    private long PieceLength(long block)
    {
        long least = Math.Min(MinPiece, _mostPiece);
        long piece = Math.Clamp(_decoder.PayloadLength / PieceCount, least, _mostPiece);
        return _decoder.IsRaw ? piece & -least : _decoder.IsInPlace ? Math.Max(1, piece / block) * block : block;
    }

    /// <summary>Takes the next piece of the first column, and with it the same piece of the others.</summary>
    private bool TryTake(long piece, out long offset, out long length)
    {
        if (_source.BlockLength > 0)
            return TryTakeBlock(out offset, out length);

        offset = Interlocked.Add(ref _taken, piece) - piece;
        length = Math.Min(piece, ColumnLength - offset);
        return length > 0;
    }

    /// <summary>One thread reads a block from its start and continues into the next block to the end of the last unit.</summary>
    private bool TryTakeBlock(out long offset, out long length)
    {
        do
        {
            long number = Interlocked.Increment(ref _taken) - 1;
            offset = BlockBoundary(number);
            length = BlockBoundary(number + 1) - offset;
        }
        while (length == 0 && offset < _decoder.PayloadLength);

        return length > 0;
    }

    /// <summary>Returns the offset of the first unit that begins in a block of the source or behind it.</summary>
    private long BlockBoundary(long number)
    {
        long lead = (_source.FirstBlock - Start) % _source.BlockLength;
        if (lead <= 0)
            lead += _source.BlockLength;

        long boundary = number == 0 ? 0 : Math.Min(lead + (number - 1) * _source.BlockLength, _decoder.PayloadLength);
        return Math.Min((boundary + _decoder.BlockUnit - 1) / _decoder.BlockUnit * _decoder.BlockUnit, _decoder.PayloadLength);
    }

    private void ReadPiece(long offset, long length, long block, byte[]? buffer)
    {
        if (_decoder.IsRaw)
        {
            ReadFully(offset, Target(offset, (int)length));
            return;
        }

        for (long end = offset + length; offset < end; offset += block)
        {
            int count = (int)Math.Min(block, end - offset);
            if (buffer is null)
            {
                ReadFully(offset, Target(offset, count));
                _decoder.DecodeInPlace(offset, count);
            }
            else
            {
                ReadFully(offset, buffer.AsSpan(0, count));
                _decoder.Decode(offset, buffer.AsSpan(0, count));
            }
        }
    }

    /// <summary>Fills a span; the offset is in bytes from the payload's start.</summary>
    private void ReadFully(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = Some(_source.Read(Start + offset, destination), offset);
            offset += count;
            destination = destination[count..];
        }
    }

    private Span<byte> Target(long offset, int length) =>
        MemoryMarshal.CreateSpan(ref _decoder.Target.At(offset), length);
}
