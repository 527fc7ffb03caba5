using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO.Files;

/// <summary>A caller's memory seen as an array for as long as it is pinned, to be written without copying it while its writer awaits.</summary>
internal sealed unsafe class PinnedArray : IDisposable
{
    private readonly MemoryHandle _pin;

    private PinnedArray(MemoryHandle pin, DType dtype, ArrayLayout layout, long length)
    {
        _pin = pin;
        Array = new NdArray(dtype, new PointerMemory(pin.Pointer, length), layout);
    }

    /// <summary>The array; not to be used once this is disposed.</summary>
    internal NdArray Array { get; }

    /// <summary>Values one behind another, in C order of a shape.</summary>
    internal static PinnedArray Of<T>(ReadOnlyMemory<T> values, ReadOnlySpan<long> shape)
    {
        DType dtype = SpanPayload.DTypeOf<T>();
        ArrayLayout layout = SpanPayload.Layout(dtype, shape, values.Length);
        return new PinnedArray(values.Pin(), dtype, layout, layout.NBytes);
    }

    /// <summary>The elements of a tensor, with whatever strides it has.</summary>
    internal static PinnedArray Of<T>(Tensor<T> tensor)
    {
        DType dtype = SpanPayload.DTypeOf<T>();
        ArrayLayout layout = SpanPayload.Layout(dtype, tensor.Lengths, tensor.Strides);
        return new PinnedArray(tensor.GetPinnedHandle(), dtype, layout, (long)tensor.FlattenedLength * Unsafe.SizeOf<T>());
    }

    /// <summary>Lets the memory go.</summary>
    public void Dispose() => _pin.Dispose();
}
