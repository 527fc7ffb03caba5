using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

internal abstract partial class ArrayDecoder
{
    /// <summary>The least memory that <see cref="Reserve"/> takes for an array of unknown truth, in bytes.</summary>
    internal static readonly Threshold FirstReserve = new(16L << 20);

    /// <summary>The most bytes handled at once, so that lengths fit spans and scratch stays small.</summary>
    internal static readonly Threshold MostPiece = new(16 << 20);

    private readonly IDecoderTarget _target;
    private readonly Lock _lock = new();
    private ArrayMemory? _memory;
    private long _reservedCount;

    /// <summary>
    /// Payload that has arrived while not much of the array was granted, and that does not lie in the array from its start on: transposed arrays.
    /// Null as soon as all of the memory is there.
    /// </summary>
    private ArrayMemory? _staged;
    private long _stagedLength;

    /// <summary>
    /// The array's memory; payload byte 0 belongs at its beginning when reading in place. Asking for it allocates all of it, unless
    /// <see cref="Reserve"/> has been called: then it is what has been reserved so far, and another object after the next call.
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

    /// <summary>Whether elements go to other places than the payload's order gives them.</summary>
    private protected abstract bool IsTransposed { get; }

    /// <summary>Allocates all of the array's memory. The caller has made sure that the payload is there.</summary>
    internal void Allocate() => Reserve(PayloadLength);

    /// <summary>
    /// Makes room for the first <paramref name="payloadLength"/> bytes of the payload, and keeps what has been decoded. Memory grows at least twofold,
    /// and never is for more than <see cref="FirstReserve"/> or three times what has arrived, so that old and new together stay below 1.5 times the payload. Not while another thread decodes.
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

    /// <summary>Decodes a block of payload from a buffer of the caller's. Also where <see cref="IsInPlace"/>.</summary>
    internal void Decode(long payloadOffset, ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
            return;
        if (_staged is not null)
            block.CopyTo(MemoryMarshal.CreateSpan(ref _staged.At(payloadOffset), block.Length));
        else
            DecodeBlock(payloadOffset, block);
    }

    /// <summary>Called with memory for all elements before anything is decoded into the last of it.</summary>
    private protected virtual void Prepare(ArrayMemory memory)
    {
    }

    /// <summary>Decodes a block that is not empty into the target.</summary>
    private protected abstract void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block);

    /// <summary>All of the array's memory, with what has been decoded so far in it.</summary>
    private void Complete()
    {
        Grow(Count);
        Prepare(_memory!);
        if (_staged is not { } staged)
            return;
        _staged = null;
        long piece = Math.Max(1, MostPiece / Stored.ItemSize) * Stored.ItemSize;
        for (long at = 0; at < _stagedLength; at += piece)
            DecodeBlock(at, MemoryMarshal.CreateReadOnlySpan(ref staged.At(at), (int)Math.Min(piece, _stagedLength - at)));
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

        // Cleared: what has not arrived when the rest of the memory is granted is decoded with the rest, and decoded again later.
        ArrayMemory grown = ArrayMemory.Allocate<byte>(granted, zeroed: true);
        if (_staged is not null)
            StridedCopy.Copy(ref _staged.Origin, [1], ref grown.Origin, [1], [_stagedLength], 1);
        _staged = grown;
        _stagedLength = granted;
    }
}
