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
        ArrayLayout layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        if (layout.Count != values.Length)
        {
            Throw.ShapeDoesNotFit(shape, layout.Count, values.Length);
        }

        return new Payload(dtype, ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), layout);
    }

    /// <summary>The elements of a tensor, with whatever strides it has.</summary>
    internal static Payload Of<T>(in ReadOnlyTensorSpan<T> tensor)
    {
        DType dtype = DTypeOf<T>();
        var shape = new long[tensor.Rank];
        var strides = new long[tensor.Rank];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = tensor.Lengths[axis];
            strides[axis] = tensor.Strides[axis] * (long)dtype.ItemSize;
        }

        var layout = new ArrayLayout(shape, strides, 0, dtype.ItemSize);
        return new Payload(dtype, ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in tensor.GetPinnableReference())), layout);
    }

    /// <summary>The dtype whose bytes the values are.</summary>
    private static DType DTypeOf<T>()
    {
        DType dtype = DType.Of<T>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || dtype.ItemSize != Unsafe.SizeOf<T>())
        {
            Throw.NotStoredAsIs(typeof(T));
        }

        return dtype;
    }
}
