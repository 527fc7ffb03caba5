using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Files;

/// <summary>Sees spans of CLR values as arrays that are going to be written; nothing is copied.</summary>
internal static class SpanPayload
{
    /// <summary>Values one behind another, in C order of a shape.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements.</exception>
    internal static Payload Of<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
    {
        DType dtype = DTypeOf<T>();
        return new Payload(dtype, ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), Layout(dtype, shape, values.Length));
    }

    /// <summary>The elements of a tensor, with whatever strides it has.</summary>
    internal static Payload Of<T>(in ReadOnlyTensorSpan<T> tensor)
    {
        DType dtype = DTypeOf<T>();
        ref byte first = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in tensor.GetPinnableReference()));
        return new Payload(dtype, ref first, Layout(dtype, tensor.Lengths, tensor.Strides));
    }

    /// <summary>The layout of values one behind another.</summary>
    internal static ArrayLayout Layout(DType dtype, ReadOnlySpan<long> shape, long count)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        if (layout.Count != count)
        {
            Throw.ShapeDoesNotFit(shape, layout.Count, count);
        }

        return layout;
    }

    /// <summary>The layout of a tensor, whose strides are counted in elements.</summary>
    internal static ArrayLayout Layout(DType dtype, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        var shape = new long[lengths.Length];
        var byteStrides = new long[lengths.Length];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = lengths[axis];
            byteStrides[axis] = (long)strides[axis] * dtype.ItemSize;
        }

        return new ArrayLayout(shape, byteStrides, 0, dtype.ItemSize);
    }

    /// <summary>The dtype whose bytes the values are.</summary>
    /// <exception cref="InvalidCastException">There is none.</exception>
    internal static DType DTypeOf<T>()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || !DType.TryOf(typeof(T), out DType? dtype) || dtype.ItemSize != Unsafe.SizeOf<T>())
        {
            Throw.NotStoredAsIs(typeof(T));
            return null;
        }

        return dtype;
    }
}
