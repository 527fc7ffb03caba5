using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Decodes elements that are stored as bytes in the target too: everything except strings and dates as CLR values.</summary>
internal sealed class ByteDecoder : ArrayDecoder
{
    private readonly ElementTransform _transform;
    private readonly Transposition? _transposition;
    private readonly long _partCount;

    internal ByteDecoder(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, Order targetOrder, DType targetDType, ElementTransform transform, IDecoderTarget target)
        : base(stored, fortranOrder, ArrayLayout.Contiguous(shape, targetDType.ItemSize, targetOrder), target)
    {
        ResultDType = targetDType;
        _transform = transform;
        if (!IsTransposed)
            return;

        _transposition = new Transposition(shape, fortranOrder, targetDType.ItemSize);
        // Swapping needs whole tiles, which part of a single column does not have.
        if (transform.SwapWidth <= 0)
            _partCount = _transposition.PartCount(stored.ItemSize);
    }

    internal override bool IsInPlace => _transposition is null && _transform.IsInPlace;

    internal override bool IsRaw => IsInPlace && _transform.IsCopy;

    internal override long BlockUnit => IsRaw ? 1
        : IsInPlace && _transform.SwapWidth > 0 ? _transform.SwapWidth
        : Math.Max(1, Stored.ItemSize);

    internal override long PreferredBlockLength => _transposition is null
        ? base.PreferredBlockLength
        : _transposition.PreferredCount(Stored.ItemSize) * Stored.ItemSize;

    internal override long ColumnLength => _partCount == 0 ? PayloadLength : _transposition!.ColumnCount * Stored.ItemSize;

    internal override long PartLength => _partCount == 0 ? PreferredBlockLength : _partCount * Stored.ItemSize;

    internal override DType ResultDType { get; }

    internal override void DecodeInPlace(long payloadOffset, long length)
    {
        if (_transform.IsCopy || length == 0)
            return;
        ref byte start = ref Target.At(payloadOffset);
        long piece = Math.Max(1, MaxPiece / BlockUnit) * BlockUnit;
        for (long done = 0; done < length; done += piece)
            _transform.ApplyInPlace(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, (nint)done), (int)Math.Min(piece, length - done)));
    }

    private protected override void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block)
    {
        if (IsInPlace)
            _transform.Apply(block, MemoryMarshal.CreateSpan(ref Target.At(payloadOffset), block.Length));
        else if (_transposition is null)
            DecodeSameOrder(payloadOffset / Stored.ItemSize, block);
        else if (_transform.SwapWidth >= 0)
            _transposition.Place(ref MemoryMarshal.GetReference(block), payloadOffset / Stored.ItemSize, block.Length / Stored.ItemSize, ref Target.Origin, _transform.SwapWidth);
        else
            DecodeTransposed(payloadOffset / Stored.ItemSize, block, _transposition);
    }

    private void DecodeSameOrder(long first, ReadOnlySpan<byte> block)
    {
        int pieceCount = Math.Max(1, MaxPiece / _transform.TargetSize);
        while (!block.IsEmpty)
        {
            int count = Math.Min(pieceCount, block.Length / _transform.SourceSize);
            int length = count * _transform.SourceSize;
            Apply(block[..length], MemoryMarshal.CreateSpan(ref Target.At(first * _transform.TargetSize), count * _transform.TargetSize), first);
            first += count;
            block = block[length..];
        }
    }

    private void DecodeTransposed(long first, ReadOnlySpan<byte> block, Transposition transposition)
    {
        int pieceCount = Math.Max(1, MaxPiece / _transform.TargetSize);
        byte[] scratch = ArrayPool<byte>.Shared.Rent(Math.Min(pieceCount, block.Length / _transform.SourceSize) * _transform.TargetSize);
        while (!block.IsEmpty)
        {
            int count = Math.Min(pieceCount, block.Length / _transform.SourceSize);
            int length = count * _transform.SourceSize;
            Apply(block[..length], scratch.AsSpan(0, count * _transform.TargetSize), first);
            transposition.Place(ref scratch[0], first, count, ref Target.Origin, swapWidth: 0);
            first += count;
            block = block[length..];
        }

        ArrayPool<byte>.Shared.Return(scratch);
    }

    private void Apply(ReadOnlySpan<byte> source, Span<byte> destination, long first)
    {
        int kept = _transform.Apply(source, destination);
        if (kept * _transform.SourceSize < source.Length)
            ArrayThrow.ValueLost(source.Slice(kept * _transform.SourceSize, _transform.SourceSize), Stored, ResultDType, IndexOf(first + kept));
    }
}
