using System.Buffers;

namespace NpyIO.Kernels;

/// <summary>Converts runs of stored elements to the target dtype: swap to native, cast, swap to the target's byte order. Immutable and thread-safe.</summary>
internal sealed class ElementTransform
{
    /// <summary>Bytes swapped before they are cast: half an L1 cache.</summary>
    private const int SwapPiece = 16 << 10;

    /// <summary>Bytes checked before they are cast, small enough to stay in the L1 cache in between.</summary>
    private const int CheckPiece = 8 << 10;

    private readonly SwapPlan _before;
    private readonly CastKernel? _cast;
    private readonly SwapPlan _after;
    private readonly LossCheck? _check;
    private readonly FusedKernel? _fused;

    internal ElementTransform(int sourceSize, int targetSize, SwapPlan before, CastKernel? cast, SwapPlan after, LossCheck? check = null, FusedKernel? fused = null)
    {
        SourceSize = sourceSize;
        TargetSize = targetSize;
        _before = before;
        _cast = cast;
        _after = after;
        _check = check;
        _fused = fused;
    }

    internal int SourceSize { get; }

    internal int TargetSize { get; }

    /// <summary>Whether the size stays the same, and there is no check that would have to report a lost value.</summary>
    internal bool IsInPlace => SourceSize == TargetSize && _check is null;

    internal bool IsCopy => _cast is null && _before.IsNone && _after.IsNone;

    /// <summary>The unit width in bytes if the transformation only reverses units; 0 if it only copies; −1 otherwise.</summary>
    internal int SwapWidth => _cast is not null || !_after.IsNone ? -1 : _before.UnitWidth;

    internal static ElementTransform Create(DType from, DType to, Casting casting)
    {
        if (!Casts.CanCast(from, to, casting))
            KernelThrow.CastNotAllowed(from, to, casting, Casts.Weakest(from, to));
        return Casts.Transform(from, to, casting) ?? KernelThrow.NoCast(from, to);
    }

    /// <summary>The destination has room for as many elements, and is the source or does not overlap it.</summary>
    /// <returns>The number of elements converted: all, or those before the first that the target type cannot hold.</returns>
    internal int Apply(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (_check is not null)
            return ApplyChecked(source, destination, _cast!, _check);
        if (_cast is null)
        {
            ByteSwap.Copy(source, destination, _before);
            ByteSwap.InPlace(destination, _after);
        }
        else if (_before.IsNone)
        {
            _cast(source, destination);
            ByteSwap.InPlace(destination, _after);
        }
        else
        {
            ApplySwapped(source, destination, _cast);
        }

        return SourceSize == 0 ? 0 : source.Length / SourceSize;
    }

    internal void ApplyInPlace(Span<byte> elements)
    {
        ByteSwap.InPlace(elements, _before);
        _cast?.Invoke(elements, elements);
        ByteSwap.InPlace(elements, _after);
    }

    private int ApplyChecked(ReadOnlySpan<byte> source, Span<byte> destination, CastKernel cast, LossCheck check)
    {
        // In pieces, so that each is read from memory only once.
        int pieceCount = CheckPiece / Math.Max(SourceSize, TargetSize);
        byte[]? swapped = _before.IsNone ? null : ArrayPool<byte>.Shared.Rent(pieceCount * SourceSize);
        int done = 0;
        int total = source.Length / SourceSize;
        while (done < total)
        {
            int count = Math.Min(pieceCount, total - done);
            ReadOnlySpan<byte> piece = source.Slice(done * SourceSize, count * SourceSize);
            if (swapped is not null)
            {
                ByteSwap.Copy(piece, swapped.AsSpan(0, piece.Length), _before);
                piece = swapped.AsSpan(0, piece.Length);
            }

            int kept = count;
            Span<byte> result = destination.Slice(done * TargetSize, count * TargetSize);
            if (_fused is null || !_fused(piece, result))
            {
                kept = check.FirstLost(piece);
                result = result[..(kept * TargetSize)];
                cast(piece[..(kept * SourceSize)], result);
            }

            ByteSwap.InPlace(result, _after);
            done += kept;
            if (kept < count)
                break;
        }

        if (swapped is not null)
            ArrayPool<byte>.Shared.Return(swapped);
        return done;
    }

    private void ApplySwapped(ReadOnlySpan<byte> source, Span<byte> destination, CastKernel cast)
    {
        int pieceCount = Math.Max(1, SwapPiece / SourceSize);
        byte[] swapped = ArrayPool<byte>.Shared.Rent(Math.Min(source.Length, pieceCount * SourceSize));
        while (!source.IsEmpty)
        {
            int count = Math.Min(pieceCount, source.Length / SourceSize);
            Span<byte> piece = swapped.AsSpan(0, count * SourceSize);
            ByteSwap.Copy(source[..piece.Length], piece, _before);
            Span<byte> result = destination[..(count * TargetSize)];
            cast(piece, result);
            ByteSwap.InPlace(result, _after);
            source = source[piece.Length..];
            destination = destination[result.Length..];
        }

        ArrayPool<byte>.Shared.Return(swapped);
    }
}
