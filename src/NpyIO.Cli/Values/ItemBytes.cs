using System.Runtime.InteropServices;
using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Values;

/// <summary>The bytes of an array's elements in C order and native byte order: the input for writing values, from any source.</summary>
internal abstract class ItemBytes : IDisposable
{
    private const long ReportStep = 1 << 18;

    protected static readonly ByteOrder Native = BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    private readonly long[] _shape;
    private readonly IProgress<long>? _progress;
    private long _nextReport = ReportStep;

    /// <summary><paramref name="progress"/> receives the number of bytes taken, if they are taken in order.</summary>
    protected ItemBytes(DType dtype, ReadOnlySpan<long> shape, IProgress<long>? progress)
    {
        DType = dtype;
        _shape = shape.ToArray();
        _progress = progress;
        Count = 1;
        foreach (long length in shape)
            Count *= length;
    }

    internal DType DType { get; }

    internal ReadOnlySpan<long> Shape => _shape;

    internal long Count { get; }

    internal int ItemSize => DType.ItemSize;

    internal long NBytes => Count * ItemSize;

    /// <summary>How often progress counts each byte taken: twice if taking it also reads it.</summary>
    protected virtual int Passes => 1;

    internal static ItemBytes Of(NdArray array, IProgress<long>? progress = null)
    {
        if (array.DType.HasObject || (!array.DType.IsNative && !CanBeNative(array.DType)))
            return new GatheredItems(array);
        return new ArrayItems(array.DType.IsNative ? array : array.To(array.DType.WithByteOrder(Native), Casting.Equivalent), progress);
    }

    /// <summary>Returns false for records with overlapping fields.</summary>
    internal static bool CanBeNative(DType dtype)
    {
        try
        {
            NdArray.Create(dtype, 0L).To(dtype.WithByteOrder(Native), Casting.Equivalent);
            return true;
        }
        catch (InvalidCastException)
        {
            return false;
        }
    }

    /// <summary>Indices are in C order; the elements must be less than 2 GiB in total. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Items(long first, int count)
    {
        if (NBytes == 0 || count == 0)
            return default;
        long end = (first + count) * ItemSize;
        if (_progress is not null && end >= _nextReport)
        {
            _progress.Report(end * Passes);
            _nextReport = end + ReportStep;
        }
        return Take(first, count);
    }

    /// <summary>The number is from the elements of the last call.</summary>
    internal virtual object? ObjectAt(long number) => throw new InvalidOperationException("These elements are not Python objects.");

    /// <summary>Checks for cycles and depth, unless that was done already.</summary>
    internal virtual void CheckObjects()
    {
    }

    /// <summary>Checks that the source is complete, after all elements have been taken.</summary>
    internal virtual void Complete()
    {
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Does the same as <see cref="Items"/>, for elements of at least one byte.</summary>
    protected abstract ReadOnlySpan<byte> Take(long first, int count);
}

/// <summary>The elements of a C-contiguous array in memory, in any order, without a copy.</summary>
internal sealed class ArrayItems : ItemBytes
{
    private readonly NdArray<byte>? _bytes;

    internal ArrayItems(NdArray array, IProgress<long>? progress)
        : base(array.DType, array.Shape, progress) =>
        _bytes = array.NBytes == 0 ? null : array.Reshape(array.Count).View<byte>();

    protected override ReadOnlySpan<byte> Take(long first, int count)
    {
        int length = checked(count * ItemSize);
        return _bytes!.Count <= int.MaxValue
            ? _bytes.AsReadOnlySpan().Slice((int)(first * ItemSize), length)
            : _bytes.AsReadOnlyTensorSpan().GetSpan([(nint)(first * ItemSize)], length);
    }
}

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

    /// <summary><paramref name="view"/> is the same part of every element, at <paramref name="offset"/>; sub-arrays have appended axes with these strides. Both are in bytes.</summary>
    private void AddLeaves(NdArray view, DType dtype, int offset, int[] strides)
    {
        if (!dtype.IsStruct)
        {
            NdArray native = view.DType.HasObject || view.DType.IsNative ? view : view.To(view.DType.WithByteOrder(Native), Casting.Equivalent);
            _leaves.Add(new Leaf(native, offset, strides));
            return;
        }
        foreach (Field field in dtype.Fields)
            AddLeaves(view[field.Name], ElementOf(field.DType), offset + (int)field.Offset, [.. strides, .. StridesOf(field.DType)]);
    }

    private static DType ElementOf(DType dtype) => dtype.Base is { } element ? ElementOf(element) : dtype;

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

/// <summary>
/// Guards against endless output from values of no bytes: a file of 200 bytes may claim 10^18 of them. The number of other values is limited by the file's length.
/// </summary>
internal static class EmptyValues
{
    internal static void Check(ItemBytes array)
    {
        long limit = Math.Max(NpyReadOptions.Default.MaxElements, array.NBytes);
        double count = Count(array.Shape, array.DType);
        if (count > limit)
            throw new ToolException($"holds {count:0} values that take no bytes, more than the {limit} that are written out");
    }

    // In double, which does not overflow; the exact number does not matter if it is that large.
    private static double Count(ReadOnlySpan<long> shape, DType dtype)
    {
        double elements = 1, lists = 0;
        foreach (long length in shape)
        {
            lists += elements;
            elements *= length;
            if (length == 0)
                return lists;   // only the lists outside the empty one are written
        }
        return elements * CountInElement(dtype);
    }

    private static double CountInElement(DType dtype)
    {
        if (dtype.Base is not null)
            return Count(dtype.Shape, dtype.Base);
        double count = dtype.ItemSize == 0 ? 1 : 0;
        foreach (Field field in dtype.Fields)
            count += CountInElement(field.DType);
        return count;
    }
}
