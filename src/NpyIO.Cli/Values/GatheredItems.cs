using System.Runtime.InteropServices;
using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Values;

/// <summary>
/// The elements of an array that are, or hold, Python objects, or that cannot be seen as native bytes: records whose fields overlap keep their byte order. They are put together, one field
/// behind another, as they are asked for; an object is a number, the place of <see cref="ObjectAt"/> in a list of those that have been asked for last.
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

    /// <inheritdoc/>
    internal override object? ObjectAt(long number) => _objects[(int)number];

    /// <inheritdoc/>
    internal override void CheckObjects()
    {
        if (DType.HasObject)
            ObjectCheck.Run(_array);
    }

    /// <inheritdoc/>
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

    /// <summary>The native dtype with the same fields, one behind another.</summary>
    private static DType Packed(DType dtype)
    {
        if (dtype.Base is { } element)
            return DType.SubArray(Packed(element), dtype.Shape);
        return dtype.IsStruct ? DType.Struct([.. dtype.Fields.Select(field => new Field(field.Name, Packed(field.DType)))]) : dtype.WithByteOrder(Native);
    }

    /// <summary>Adds what is in each element: of records their fields, however deep.</summary>
    /// <param name="view">The same part of every element; sub-arrays have appended their axes.</param>
    /// <param name="dtype">What the part is, packed.</param>
    /// <param name="offset">Where it begins in an element, in bytes.</param>
    /// <param name="strides">How far apart, in an element, its neighbours along each appended axis are, in bytes.</param>
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

    /// <summary>What a sub-array is of, which may be sub-arrays; any other dtype itself.</summary>
    private static DType ElementOf(DType dtype) => dtype.Base is { } element ? ElementOf(element) : dtype;

    /// <summary>The strides of a sub-array, which may be of sub-arrays; none for any other dtype.</summary>
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

    /// <summary>A part of every element that is no record.</summary>
    private readonly record struct Leaf(NdArray View, int Offset, int[] Strides);
}
