using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Produces an array's payload in saving order: Fortran order if the array is Fortran- and not C-contiguous, otherwise C order.</summary>
/// <remarks>Several threads can encode blocks at once. Padding bytes of records are kept if the elements are contiguous and not C# structs, and zero otherwise.</remarks>
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
        FortranOrder = layout.FortranOrder;
        PayloadLength = layout.Count * dtype.ItemSize;
        bool hasLoosePadding = dtype.IsStruct && memory.HasLoosePadding && RecordPadding.IsIn(dtype);
        IsContiguous = (layout.IsCContiguous || layout.IsFortranContiguous) && !hasLoosePadding || PayloadLength == 0;
        if (IsContiguous)
            return;
        long[] lengths = layout.Shape.ToArray();
        long[] strides = layout.Strides.ToArray();
        Array.Reverse(lengths);
        Array.Reverse(strides);
        _boxes = new RunBoxes(lengths, strides, dtype.ItemSize);
        _hasPadding = RecordPadding.IsIn(dtype);
    }

    internal bool FortranOrder { get; }

    internal long PayloadLength { get; }

    internal bool IsContiguous { get; }

    /// <summary>Offset and length of blocks for <see cref="Encode"/> must be multiples of this, in bytes.</summary>
    internal int BlockUnit => Math.Max(1, _dtype.ItemSize);

    internal int PreferredBlockLength => Math.Max(1, GoodBlock / BlockUnit) * BlockUnit;

    /// <summary>Returns a part of the payload without a copy. Only if <see cref="IsContiguous"/>; valid while the array is reachable.</summary>
    internal ReadOnlySpan<byte> Contiguous(long payloadOffset, int length) =>
        length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref _memory.At(_layout.Offset + payloadOffset), length);

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
