using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

internal abstract partial class ArrayDecoder
{
    /// <summary>First allocation of <see cref="Reserve"/> when the claimed length is unverified, in bytes.</summary>
    internal static readonly Threshold FirstReserve = new(16L << 20);

    /// <summary>Maximum bytes handled at a time, so that lengths fit spans and scratch memory stays small.</summary>
    internal static readonly Threshold MaxPiece = new(16 << 20);

    private readonly IDecoderTarget _target;
    private readonly Lock _lock = new();
    private ArrayMemory? _memory;
    private long _reservedCount;

    /// <summary>
    /// Payload received while little of the array is allocated, for arrays whose payload is not a prefix of the array: transposed ones.
    /// Null once all memory is allocated.
    /// </summary>
    private ArrayMemory? _staged;
    private long _stagedLength;

    /// <summary>
    /// The array's memory; when reading in place, payload byte 0 belongs at its start. The getter allocates all of it, unless
    /// <see cref="Reserve"/> has been called: then it is the memory reserved so far, and a different object after the next call.
    /// </summary>
    internal ArrayMemory Target
    {
        get
        {
            if (_memory is null)
            {
                lock (_lock)
                {
                    if (_memory is null)
                        Complete();
                }
            }

            return _memory!;
        }
    }

    /// <summary>Whether the elements are in another order in the target than in the payload.</summary>
    private protected abstract bool IsTransposed { get; }

    /// <summary>Allocates all of the array's memory. The caller has verified that the payload is that long.</summary>
    internal void Allocate() => Reserve(PayloadLength);

    /// <summary>
    /// Makes room for the first <paramref name="payloadLength"/> bytes of the payload and keeps what has been decoded. Memory at least doubles, but never exceeds
    /// <see cref="FirstReserve"/> or three times the received bytes, so that old and new memory together stay below 1.5 times the payload. Not while another thread decodes.
    /// </summary>
    internal void Reserve(long payloadLength)
    {
        if (_memory is not null && _reservedCount == Count)
            return;
        int itemSize = Math.Max(1, Stored.ItemSize);
        long granted = payloadLength >= PayloadLength / 3 ? PayloadLength : Math.Max(FirstReserve, 2 * payloadLength);
        if (granted >= PayloadLength || _target.IsThere)
            Complete();
        else if (IsTransposed)
            Stage(payloadLength, granted / itemSize * itemSize);
        else if (_memory is null || payloadLength > _reservedCount * itemSize)
            Grow(granted / itemSize);
    }

    /// <summary>Decodes a block of payload from the caller's buffer. Also allowed if <see cref="IsInPlace"/>.</summary>
    internal void Decode(long payloadOffset, ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
            return;
        if (_staged is not null)
            block.CopyTo(MemoryMarshal.CreateSpan(ref _staged.At(payloadOffset), block.Length));
        else
            DecodeBlock(payloadOffset, block);
    }

    /// <summary>Called when memory for all elements is allocated, before decoding continues.</summary>
    private protected virtual void Prepare(ArrayMemory memory)
    {
    }

    /// <summary>Decodes a non-empty block into the target.</summary>
    private protected abstract void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block);

    /// <summary>Allocates all of the array's memory and moves everything decoded so far into it.</summary>
    private void Complete()
    {
        Grow(Count);
        Prepare(_memory!);
        if (_staged is not { } staged)
            return;
        _staged = null;
        long piece = Math.Max(1, MaxPiece / Stored.ItemSize) * Stored.ItemSize;
        for (long at = 0; at < _stagedLength; at += piece)
            DecodeBlock(at, MemoryMarshal.CreateReadOnlySpan(ref staged.At(at), (int)Math.Min(piece, _stagedLength - at)));
        staged.ReleasePages();
    }

    private void Grow(long count)
    {
        ArrayMemory grown = _target.Allocate(count);
        if (_memory is not null)
            _target.Move(_memory, grown, _reservedCount);
        _reservedCount = count;
        Volatile.Write(ref _memory, grown);
    }

    private void Stage(long needed, long granted)
    {
        if (_staged is not null && needed <= _stagedLength)
            return;

        // Zeroed: bytes not received when the rest is allocated are decoded along with the others, and again later.
        ArrayMemory grown = ArrayMemory.Allocate<byte>(granted, zeroed: true);
        if (_staged is not null)
        {
            StridedCopy.Copy(ref _staged.Origin, [1], ref grown.Origin, [1], [_stagedLength], 1);
            _staged.ReleasePages();
        }

        _staged = grown;
        _stagedLength = granted;
    }
}
