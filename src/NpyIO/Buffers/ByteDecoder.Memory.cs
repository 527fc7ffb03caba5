using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Buffers;

internal sealed partial class ByteDecoder
{
    private readonly Lock _lock = new();
    private ArrayMemory? _memory;
    private long _reservedCount;

    /// <summary>Payload that has arrived while the array was not yet allowed its memory and that does not lie in it from the start on: transposed arrays.</summary>
    private ArrayMemory? _staged;
    private long _stagedLength;

    internal override ArrayMemory Target
    {
        get
        {
            if (_memory is null)
            {
                lock (_lock)
                {
                    if (_memory is null)
                        Allocate();
                }
            }

            return _memory!;
        }
    }

    internal override void Reserve(long payloadLength)
    {
        if (_memory is not null && _reservedCount == Count)
            return;
        int itemSize = Math.Max(1, Stored.ItemSize);
        long needed = Math.Min(PayloadLength, payloadLength);
        long granted = Math.Max(FirstReserve, 2 * needed);
        if (payloadLength >= PayloadLength || granted >= PayloadLength || _target.IsThere)
        {
            Complete();
        }
        else if (_transposition is not null)
        {
            Stage(needed, granted);
        }
        else if (_memory is null || needed > _reservedCount * itemSize)
        {
            Grow(Math.Max(1, granted / itemSize));
        }
    }

    /// <summary>All of the array's memory, with what has been decoded so far in it.</summary>
    private void Complete()
    {
        Grow(Count);
        if (_staged is { } staged)
        {
            _staged = null;
            long piece = Math.Max(1, MostPiece / Stored.ItemSize) * Stored.ItemSize;
            for (long at = 0; at < _stagedLength; at += piece)
                Decode(at, MemoryMarshal.CreateReadOnlySpan(ref staged.At(at), (int)Math.Min(piece, _stagedLength - at)));
        }
    }

    private void Grow(long count)
    {
        ArrayMemory grown = _target.Allocate(count);
        if (_memory is not null)
            CopyBytes(_memory, grown, _reservedCount * _targetDType.ItemSize);
        _memory = grown;
        _reservedCount = count;
    }

    private void Stage(long needed, long granted)
    {
        if (_staged is not null && needed <= _stagedLength)
            return;
        long length = granted / Stored.ItemSize * Stored.ItemSize;
        ArrayMemory grown = ArrayMemory.Allocate<byte>(length, zeroed: false);
        if (_staged is not null)
            CopyBytes(_staged, grown, _stagedLength);
        _staged = grown;
        _stagedLength = length;
    }

    private static void CopyBytes(ArrayMemory source, ArrayMemory destination, long length)
    {
        long unit = length;
        StridedCopy.Copy(ref source.Origin, [1], ref destination.Origin, [1], [unit], 1);
    }
}
