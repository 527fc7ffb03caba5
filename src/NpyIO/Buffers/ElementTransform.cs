using System.Buffers;

namespace NpyIO.Buffers;

/// <summary>Turns a run of stored elements into elements of the target: to the machine's byte order, cast, and to the target's byte order. Immutable; for any thread.</summary>
internal sealed class ElementTransform
{
    /// <summary>What is swapped before it is cast, in bytes: half of a first-level cache.</summary>
    private const int SwapPiece = 16 << 10;

    private readonly SwapPlan _before;
    private readonly CastKernel? _cast;
    private readonly SwapPlan _after;

    internal ElementTransform(int sourceSize, int targetSize, SwapPlan before, CastKernel? cast, SwapPlan after)
    {
        SourceSize = sourceSize;
        TargetSize = targetSize;
        _before = before;
        _cast = cast;
        _after = after;
    }

    /// <summary>The size of an element before, in bytes.</summary>
    internal int SourceSize { get; }

    /// <summary>The size of an element afterwards, in bytes.</summary>
    internal int TargetSize { get; }

    /// <summary>Whether elements keep their size, so that they can be transformed where they are.</summary>
    internal bool IsInPlace => SourceSize == TargetSize;

    /// <summary>Whether bytes stay as they are.</summary>
    internal bool IsCopy => _cast is null && _before.IsNone && _after.IsNone;

    /// <summary>The width of the units of which elements consist and which are reversed, where that is all; 0 where they are only copied; −1 otherwise.</summary>
    internal int SwapWidth => _cast is not null || !_after.IsNone ? -1 : _before.UnitWidth;

    /// <summary>The transformation of elements of one dtype into those of another.</summary>
    /// <exception cref="InvalidCastException">NumPy does not allow it under that casting, or there is no such conversion.</exception>
    internal static ElementTransform Create(DType from, DType to, Casting casting)
    {
        if (!Casts.CanCast(from, to, casting))
            Throw.CastNotAllowed(from, to, casting, Casts.Weakest(from, to));
        return Casts.Transform(from, to) ?? Throw.NoCast(from, to);
    }

    /// <summary>Transforms elements; the destination holds as many, and is the source or apart from it.</summary>
    internal void Apply(ReadOnlySpan<byte> source, Span<byte> destination)
    {
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
    }

    /// <summary>Transforms elements where they are; their size must stay the same.</summary>
    internal void ApplyInPlace(Span<byte> elements)
    {
        ByteSwap.InPlace(elements, _before);
        _cast?.Invoke(elements, elements);
        ByteSwap.InPlace(elements, _after);
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
