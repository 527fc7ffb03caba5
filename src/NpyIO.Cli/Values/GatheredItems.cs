using System.Runtime.InteropServices;
using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Values;

/// <summary>
/// The elements of an array with Python objects, or of records with overlapping fields, which keep their byte order. Elements are gathered field by field on request; an object is
/// represented by its index for <see cref="ObjectAt"/>, valid until the next request.
/// </summary>
internal sealed class GatheredItems : ItemBytes
{
    private readonly NdArray _array;
    private readonly List<Leaf> _leaves = [];
    private readonly List<object?> _objects = [];
    private byte[] _items = [];

    internal GatheredItems(NdArray array)
        : base(Packed(array.DType), array.Shape, null)
    {
        _array = array;
        AddLeaves(array, DType, 0, []);
    }

    internal override object? ObjectAt(long number) => _objects[(int)number];

    internal override void CheckObjects()
    {
        if (DType.HasObject)
            ObjectCheck.Run(_array);
    }

    protected override ReadOnlySpan<byte> Take(long first, int count)
    {
        int length = checked(count * ItemSize);
        if (_items.Length < length)
            _items = new byte[length];
        _objects.Clear();
        for (int i = 0; i < count; i++)
        {
            foreach (Leaf leaf in _leaves)
                Copy(leaf, first + i, _items.AsSpan(i * ItemSize, ItemSize));
        }
        return _items.AsSpan(0, length);
    }

    /// <summary>Returns the native dtype with the same fields and no padding.</summary>
    private static DType Packed(DType dtype)
    {
        if (dtype.Base is { } element)
            return DType.SubArray(Packed(element), dtype.Shape);
        return dtype.IsStruct ? DType.Struct([.. dtype.Fields.Select(field => new Field(field.Name, Packed(field.DType)))]) : dtype.WithByteOrder(Native);
    }

    /// <summary>Adds the leaves of each element; for records those of their fields, at any depth.</summary>
    /// <param name="view">The same part of every element; sub-arrays have appended their axes.</param>
    /// <param name="dtype">The packed dtype of the part.</param>
    /// <param name="offset">Where the part begins in an element, in bytes.</param>
    /// <param name="strides">The strides of the appended axes in an element, in bytes.</param>
    private void AddLeaves(NdArray view, DType dtype, int offset, int[] strides)
    {
        if (!dtype.IsStruct)
        {
            NdArray native = view.DType.HasObject || view.DType.IsNative ? view : view.To(view.DType.WithByteOrder(Native), Casting.Equivalent);
            _leaves.Add(new Leaf(native, offset, strides));
            return;
        }
        foreach (Field field in dtype.Fields)
        {
            AddLeaves(view[field.Name], ElementOf(field.DType), offset + (int)field.Offset, [.. strides, .. StridesOf(field.DType)]);
        }
    }

    /// <summary>Returns the innermost element of nested sub-arrays, or the dtype itself.</summary>
    private static DType ElementOf(DType dtype) => dtype.Base is { } element ? ElementOf(element) : dtype;

    /// <summary>Returns the strides of nested sub-arrays in bytes; none for any other dtype.</summary>
    private static IEnumerable<int> StridesOf(DType dtype)
    {
        if (dtype.Base is not { } element)
            return [];
        int[] strides = new int[dtype.Shape.Length];
        int stride = element.ItemSize;
        for (int axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= (int)dtype.Shape[axis];
        }
        return strides.Concat(StridesOf(element));
    }

    private void Copy(Leaf leaf, long place, Span<byte> item)
    {
        NdArray view = leaf.View;
        long[] index = new long[view.Rank];
        for (int axis = Shape.Length - 1; axis >= 0; axis--)
            (place, index[axis]) = Math.DivRem(place, Shape[axis]);
        if (view.Count > 0)
            CopyAxis(leaf, Shape.Length, index, leaf.Offset, item);
    }

    private void CopyAxis(Leaf leaf, int axis, long[] index, int offset, Span<byte> item)
    {
        NdArray view = leaf.View;
        if (axis < index.Length)
        {
            for (index[axis] = 0; index[axis] < view.Shape[axis]; index[axis]++)
                CopyAxis(leaf, axis + 1, index, offset + (int)index[axis] * leaf.Strides[axis - Shape.Length], item);
            return;
        }
        if (!view.DType.HasObject)
        {
            view.At(index).CopyTo(item[offset..]);
            return;
        }
        MemoryMarshal.Write(item[offset..], (long)_objects.Count);
        _objects.Add(view.GetValue(index));
    }

    /// <summary>A part of every element that is not a record.</summary>
    private readonly record struct Leaf(NdArray View, int Offset, int[] Strides);
}
