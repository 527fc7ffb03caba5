using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>
/// Gives an array's payload in the order in which it is saved: Fortran order for an array that is Fortran- and not C-contiguous, C order for any other.
/// Contiguous elements are there to be written as they are; others are gathered block by block, so that saving a view copies no more than a block at once.
/// </summary>
/// <remarks>Blocks may be encoded by several threads at once. Padding bytes of records are kept where the elements are contiguous and are zero otherwise.</remarks>
internal sealed class ArrayEncoder
{
    private const int GoodBlock = 1 << 20;

    private readonly DType _dtype;
    private readonly ArrayMemory _memory;
    private readonly ArrayLayout _layout;
    private readonly RunBoxes? _boxes;
    private readonly bool _hasPadding;

    internal ArrayEncoder(DType dtype, ArrayMemory memory, ArrayLayout layout)
    {
        if (dtype.HasObject)
            ArrayThrow.ObjectsInBuffer(dtype);
        _dtype = dtype;
        _memory = memory;
        _layout = layout;
        FortranOrder = layout.IsFortranContiguous && !layout.IsCContiguous;
        PayloadLength = layout.Count * dtype.ItemSize;
        IsContiguous = layout.IsCContiguous || layout.IsFortranContiguous || PayloadLength == 0;
        if (IsContiguous)
            return;
        long[] lengths = layout.Shape.ToArray();
        long[] strides = layout.Strides.ToArray();
        Array.Reverse(lengths);
        Array.Reverse(strides);
        _boxes = new RunBoxes(lengths, strides, dtype.ItemSize);
        _hasPadding = RecordPadding.IsIn(dtype);
    }

    /// <summary>What the header says of the order: <c>fortran_order</c>.</summary>
    internal bool FortranOrder { get; }

    /// <summary>The length of the payload, in bytes.</summary>
    internal long PayloadLength { get; }

    /// <summary>Whether the payload lies in memory as it is: <see cref="Contiguous"/> gives it without copying.</summary>
    internal bool IsContiguous { get; }

    /// <summary>The blocks for <see cref="Encode"/> begin at multiples of this many bytes, and their length is such a multiple.</summary>
    internal int BlockUnit => Math.Max(1, _dtype.ItemSize);

    /// <summary>The length of blocks that are encoded well, in bytes; a multiple of <see cref="BlockUnit"/>.</summary>
    internal int PreferredBlockLength => Math.Max(1, GoodBlock / BlockUnit) * BlockUnit;

    /// <summary>A part of the payload where it lies; only if <see cref="IsContiguous"/>. Valid while the array is reachable.</summary>
    internal ReadOnlySpan<byte> Contiguous(long payloadOffset, int length) =>
        length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref _memory.At(_layout.Offset + payloadOffset), length);

    /// <summary>Fills a block with the payload from an offset on.</summary>
    internal void Encode(long payloadOffset, Span<byte> block)
    {
        if (_boxes is null)
        {
            Contiguous(payloadOffset, block.Length).CopyTo(block);
            GC.KeepAlive(_memory);
            return;
        }

        if (_hasPadding)
            block.Clear();
        long first = payloadOffset / _dtype.ItemSize;
        long count = block.Length / _dtype.ItemSize;
        ref byte destination = ref MemoryMarshal.GetReference(block);
        Span<long> room = stackalloc long[_boxes.Rank];
        while (count > 0)
        {
            Span<long> shape = room;
            long done = _boxes.First(first, count, ref shape, out long offset);
            Gather(ref _memory.At(_layout.Offset + offset), _boxes.Strides(shape.Length), ref destination, _boxes.ContiguousStrides(shape.Length), shape);
            destination = ref Unsafe.Add(ref destination, (nint)(done * _dtype.ItemSize));
            first += done;
            count -= done;
        }

        GC.KeepAlive(_memory);
    }

    private void Gather(ref byte source, ReadOnlySpan<long> sourceStrides, ref byte destination, ReadOnlySpan<long> destinationStrides, ReadOnlySpan<long> shape)
    {
        if (_hasPadding)
            RecordPadding.CopyAround(_dtype, ref source, sourceStrides, ref destination, destinationStrides, shape);
        else
            StridedCopy.Copy(ref source, sourceStrides, ref destination, destinationStrides, shape, _dtype.ItemSize);
    }
}
