using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>A caller's memory, pinned and viewed as an array, so that it can be written without a copy.</summary>
internal sealed unsafe class PinnedArray : IDisposable
{
    private readonly MemoryHandle _pin;

    private PinnedArray(MemoryHandle pin, DType dtype, ArrayLayout layout, long length)
        : this(pin, new NdArray(dtype, new PointerMemory(pin.Pointer, length) { HoldsStructs = dtype.IsStruct }, layout))
    {
    }

    private PinnedArray(MemoryHandle pin, NdArray array)
    {
        _pin = pin;
        Array = array;
    }

    /// <summary>Do not use the array after this object is disposed of.</summary>
    internal NdArray Array { get; }

    internal static PinnedArray Of<T>(ReadOnlyMemory<T> values, ReadOnlySpan<long> shape, WrittenUnit unit)
    {
        if (HasValues<T>(unit))
            return new PinnedArray(default, Written(values.Span, shape, unit));
        DType dtype = DTypeOf<T>();
        ArrayLayout layout = Layout(dtype, shape, values.Length);
        return new PinnedArray(values.Pin(), dtype, layout, layout.NBytes);
    }

    internal static PinnedArray Of<T>(Tensor<T> tensor, WrittenUnit unit)
    {
        if (HasValues<T>(unit))
            return new PinnedArray(default, Written(tensor.AsReadOnlyTensorSpan(), unit));
        DType dtype = DTypeOf<T>();
        ArrayLayout layout = Layout(dtype, tensor.Lengths, tensor.Strides);
        return new PinnedArray(tensor.GetPinnedHandle(), dtype, layout, layout.NBytes);
    }

    /// <summary>The array is valid only while <paramref name="write"/> runs.</summary>
    internal static void With<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, WrittenUnit unit, Action<NdArray> write)
    {
        if (HasValues<T>(unit))
        {
            write(Written(values, shape, unit));
            return;
        }

        DType dtype = DTypeOf<T>();
        ArrayLayout layout = Layout(dtype, shape, values.Length);
        fixed (byte* start = &Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)))
        {
            write(new NdArray(dtype, new PointerMemory(start, layout.NBytes) { HoldsStructs = dtype.IsStruct }, layout));
        }
    }

    internal static void With<T>(in ReadOnlyTensorSpan<T> tensor, WrittenUnit unit, Action<NdArray> write)
    {
        if (HasValues<T>(unit))
        {
            write(Written(tensor, unit));
            return;
        }

        DType dtype = DTypeOf<T>();
        ArrayLayout layout = Layout(dtype, tensor.Lengths, tensor.Strides);
        fixed (byte* start = &Unsafe.As<T, byte>(ref Unsafe.AsRef(in tensor.GetPinnableReference())))
        {
            write(new NdArray(dtype, new PointerMemory(start, layout.NBytes) { HoldsStructs = dtype.IsStruct }, layout));
        }
    }

    public void Dispose() => _pin.Dispose();

    /// <summary>Whether values of T are converted to a dtype's bytes, so that their own memory is of no use.</summary>
    private static bool HasValues<T>(WrittenUnit unit) => default(T) is INpyRecord
        ? !ElementType.Matches<T>(unit.Records ?? ElementType.DTypeOf<T>())
        : typeof(T).IsValueType && ValueArrays.IsHeld(typeof(T));

    private static NdArray Written<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, WrittenUnit unit)
    {
        long count = ArrayLayout.CountOf(shape, 1);
        if (count != values.Length)
            FileThrow.ShapeDoesNotFit(shape, count, values.Length);

        return unit.Of(NdArray.Create(values).Reshape(shape));
    }

    private static NdArray Written<T>(in ReadOnlyTensorSpan<T> tensor, WrittenUnit unit)
    {
        var values = new T[tensor.FlattenedLength];
        if (values.Length > 0)   // the tensor without axes and elements cannot be flattened
            tensor.FlattenTo(values);
        return Written<T>(values, tensor.Lengths.IsEmpty ? [0] : System.Array.ConvertAll(tensor.Lengths.ToArray(), length => (long)length), unit);
    }

    private static ArrayLayout Layout(DType dtype, ReadOnlySpan<long> shape, long count)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        if (layout.Count != count)
            FileThrow.ShapeDoesNotFit(shape, layout.Count, count);

        return layout;
    }

    /// <summary>The strides are in elements.</summary>
    private static ArrayLayout Layout(DType dtype, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        if (lengths.IsEmpty)
        {
            // The empty tensor has no axes but, unlike an array without axes, no element.
            return ArrayLayout.Contiguous([0], dtype.ItemSize);
        }

        var shape = new long[lengths.Length];
        var byteStrides = new long[lengths.Length];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = lengths[axis];
            byteStrides[axis] = (long)strides[axis] * dtype.ItemSize;
        }

        return new ArrayLayout(shape, byteStrides, 0, dtype.ItemSize);
    }

    private static DType DTypeOf<T>()
    {
        if (default(T) is INpyRecord)
            return ElementType.DTypeOf<T>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || !DType.TryOf(typeof(T), out DType? dtype) || dtype.ItemSize != Unsafe.SizeOf<T>())
            return ArrayThrow.NoElementType(typeof(T));

        return dtype;
    }
}
