using System.Buffers;

namespace NpyIO.Kernels;

/// <summary>Turns a run of stored elements into elements of the target: to the machine's byte order, cast, and to the target's byte order. Immutable; for any thread.</summary>
internal sealed class ElementTransform
{
    /// <summary>What is swapped before it is cast, in bytes: half of a first-level cache.</summary>
    private const int SwapPiece = 16 << 10;

    /// <summary>What is checked before it is cast, in bytes: it stays in a first-level cache between the two.</summary>
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

    /// <summary>The size of an element before, in bytes.</summary>
    internal int SourceSize { get; }

    /// <summary>The size of an element afterwards, in bytes.</summary>
    internal int TargetSize { get; }

    /// <summary>Whether elements can be transformed where they are: they keep their size, and none can be lost, whose value would have to be named.</summary>
    internal bool IsInPlace => SourceSize == TargetSize && _check is null;

    /// <summary>Whether bytes stay as they are.</summary>
    internal bool IsCopy => _cast is null && _before.IsNone && _after.IsNone;

    /// <summary>The width of the units of which elements consist and which are reversed, where that is all; 0 where they are only copied; −1 otherwise.</summary>
    internal int SwapWidth => _cast is not null || !_after.IsNone ? -1 : _before.UnitWidth;

    /// <summary>The transformation of elements of one dtype into those of another.</summary>
    /// <exception cref="InvalidCastException">NumPy does not allow it under that casting, or there is no such conversion.</exception>
    internal static ElementTransform Create(DType from, DType to, Casting casting)
    {
        if (!Casts.CanCast(from, to, casting))
            KernelThrow.CastNotAllowed(from, to, casting, Casts.Weakest(from, to));
        return Casts.Transform(from, to, casting) ?? KernelThrow.NoCast(from, to);
    }

    /// <summary>Transforms elements; the destination holds as many, and is the source or apart from it.</summary>
    /// <returns>How many elements survived: all, or those before the first that the target's type cannot hold.</returns>
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

    /// <summary>Transforms elements where they are; their size must stay the same.</summary>
    internal void ApplyInPlace(Span<byte> elements)
    {
        ByteSwap.InPlace(elements, _before);
        _cast?.Invoke(elements, elements);
        ByteSwap.InPlace(elements, _after);
    }

    /// <summary>Checks and converts piece by piece, so that each is read from memory once.</summary>
    private int ApplyChecked(ReadOnlySpan<byte> source, Span<byte> destination, CastKernel cast, LossCheck check)
    {
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
