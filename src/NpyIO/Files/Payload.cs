using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Files;

/// <summary>
/// An array as it is going to be written: what its header says, and its bytes in file order. Contiguous ones of either order lie there as they are;
/// of any other, blocks are gathered in C order.
/// </summary>
internal readonly ref struct Payload
{
    private readonly ref readonly byte _first;
    private readonly ArrayLayout _layout;
    private readonly bool _isPadded;

    /// <summary>The elements of a layout.</summary>
    /// <param name="dtype">What they are.</param>
    /// <param name="first">The element at index zero of every axis.</param>
    /// <param name="layout">Where the others lie, seen from the first.</param>
    /// <exception cref="NotSupportedException">They are Python objects.</exception>
    internal Payload(DType dtype, ref readonly byte first, ArrayLayout layout)
    {
        if (dtype.HasObject)
        {
            Throw.PythonObjectsNotSaved(dtype);
        }

        DType = dtype;
        _first = ref first;
        _layout = layout;
        _isPadded = !IsContiguous && RecordPadding.IsIn(dtype);
    }

    /// <summary>An array, as it lies in its memory.</summary>
    internal Payload(NdArray array)
        : this(array.DType, ref array.Memory.At(array.Layout.Offset), array.Layout)
    {
    }

    /// <summary>What the elements are.</summary>
    internal DType DType { get; }

    /// <summary>The length, in bytes.</summary>
    internal long Length => _layout.NBytes;

    /// <summary>Whether the bytes lie one behind another in file order.</summary>
    internal bool IsContiguous => _layout.IsCContiguous || _layout.IsFortranContiguous;

    /// <summary>What blocks of <see cref="CopyTo"/> begin at multiples of, in bytes.</summary>
    internal int BlockUnit => IsContiguous ? 1 : _layout.ItemSize;

    /// <summary>The header: Fortran order where the elements lie in that and in no other, as <c>header_data_from_array_1_0</c> decides it.</summary>
    internal NpyHeader Header(NpyWriteOptions options) =>
        new(DType, _layout.Shape, !_layout.IsCContiguous && _layout.IsFortranContiguous, options.Version);

    /// <summary>The bytes themselves, where they are contiguous.</summary>
    internal ReadOnlySpan<byte> Slice(long offset, int length) =>
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.AddByteOffset(ref Unsafe.AsRef(in _first), (nint)offset), length);

    /// <summary>Copies bytes in file order; where they are gathered, offset and length are multiples of <see cref="BlockUnit"/>.</summary>
    internal void CopyTo(long offset, Span<byte> destination)
    {
        if (IsContiguous)
        {
            Slice(offset, destination.Length).CopyTo(destination);
            return;
        }

        if (_isPadded)
        {
            // What belongs to no field is not copied, so that it must be zero before.
            destination.Clear();
        }

        Gather(offset / _layout.ItemSize, destination);
    }

    /// <summary>Copies elements from one on in C order: boxes of whole inner axes and a part of the next one, smaller ones before and behind the largest.</summary>
    private void Gather(long element, Span<byte> destination)
    {
        ReadOnlySpan<long> shape = _layout.Shape;
        int itemSize = _layout.ItemSize;
        Span<long> box = stackalloc long[shape.Length];
        Span<long> boxStrides = stackalloc long[shape.Length];
        while (!destination.IsEmpty)
        {
            long room = destination.Length / itemSize;
            int axis = WidestAxis(shape, element, room, out long inner);
            long steps = Math.Min(room / inner, shape[axis] - element / inner % shape[axis]);
            shape[axis..].CopyTo(box);
            box[0] = steps;
            ReadOnlySpan<long> part = box[..(shape.Length - axis)];
            ArrayLayout.FillContiguousStrides(part, itemSize, Order.C, boxStrides[..part.Length]);
            RecordPadding.CopyAround(
                DType,
                ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in _first), (nint)OffsetOf(element)),
                _layout.Strides[axis..],
                ref MemoryMarshal.GetReference(destination),
                boxStrides[..part.Length],
                part);
            element += steps * inner;
            destination = destination[(int)(steps * inner * itemSize)..];
        }
    }

    /// <summary>The outermost axis along which a step can be taken: all axes inside it start anew, and there is room for them.</summary>
    /// <param name="shape">The shape, in elements.</param>
    /// <param name="element">The place of the first element in C order.</param>
    /// <param name="room">For how many elements there is room.</param>
    /// <param name="inner">How many elements one step along the axis has.</param>
    private static int WidestAxis(ReadOnlySpan<long> shape, long element, long room, out long inner)
    {
        int axis = shape.Length - 1;
        inner = 1;
        while (axis > 0 && element % (inner * shape[axis]) == 0 && room >= inner * shape[axis])
        {
            inner *= shape[axis--];
        }

        return axis;
    }

    private long OffsetOf(long element)
    {
        long offset = 0;
        for (int axis = _layout.Rank - 1; axis >= 0; axis--)
        {
            (element, long index) = Math.DivRem(element, _layout.Shape[axis]);
            offset += index * _layout.Strides[axis];
        }

        return offset;
    }
}
