using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>Decodes elements to CLR values that do not have the stored bytes, a run at a time.</summary>
internal abstract class RunDecoder<T> : ArrayDecoder
{
    private readonly long[]? _targetSteps;

    private protected RunDecoder(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, Order targetOrder, IDecoderTarget target)
        : base(stored, fortranOrder, ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>(), targetOrder), target)
    {
        if (IsTransposed)
            _targetSteps = ArrayLayout.ContiguousStrides(shape, 1, targetOrder);
    }

    internal override bool IsRaw => false;

    internal override long BlockUnit => Math.Max(1, Stored.ItemSize);

    /// <summary>Maximum elements of a run.</summary>
    private protected virtual int MaxRun => Math.Max(1, GoodBlock / Math.Max(1, Stored.ItemSize));

    /// <summary>Reads a run of stored elements, one for each value.</summary>
    /// <param name="stored">The bytes.</param>
    /// <param name="values">The values.</param>
    /// <param name="first">The number of the first element, in stored order; for messages.</param>
    private protected abstract void ReadRun(ReadOnlySpan<byte> stored, Span<T> values, long first);

    private protected override void Prepare(ArrayMemory memory)
    {
        // Items of size 0 arrive in no block: each is what is read from no bytes.
        if (Stored.ItemSize > 0)
            return;
        for (long i = 0; i < Count; i++)
            ReadRun([], MemoryMarshal.CreateSpan(ref At(memory, i), 1), i);
    }

    private protected override void DecodeBlock(long payloadOffset, ReadOnlySpan<byte> block)
    {
        long first = payloadOffset / Stored.ItemSize;
        int pieceCount = Math.Min(MaxRun, block.Length / Stored.ItemSize);
        T[]? values = _targetSteps is null ? null : new T[pieceCount];
        while (!block.IsEmpty)
        {
            int count = Math.Min(pieceCount, block.Length / Stored.ItemSize);
            ReadOnlySpan<byte> piece = block[..(count * Stored.ItemSize)];
            block = block[piece.Length..];
            if (values is null)
            {
                ReadRun(piece, MemoryMarshal.CreateSpan(ref At(Target, first), count), first);
            }
            else
            {
                ReadRun(piece, values.AsSpan(0, count), first);
                Place(values.AsSpan(0, count), first, _targetSteps!);
            }

            first += count;
        }
    }

    /// <summary>The memory is a <c>T[]</c> or, for types without references, blocks of at least that length.</summary>
    private protected static ref T At(ArrayMemory memory, long index) => ref Unsafe.Add(ref Unsafe.As<byte, T>(ref memory.Origin), (nint)index);

    private void Place(ReadOnlySpan<T> values, long first, long[] steps)
    {
        ReadOnlySpan<long> shape = Shape;
        Span<long> index = stackalloc long[shape.Length];
        long target = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = Axis(i);
            index[axis] = first % shape[axis];
            first /= shape[axis];
            target += index[axis] * steps[axis];
        }

        foreach (T value in values)
        {
            At(Target, target) = value;
            for (int i = 0; i < shape.Length; i++)
            {
                int axis = Axis(i);
                target += steps[axis];
                if (++index[axis] < shape[axis])
                    break;
                target -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>The axes in stored order, fastest first.</summary>
    private int Axis(int i) => StoredOrder == Order.Fortran ? i : Shape.Length - 1 - i;
}
