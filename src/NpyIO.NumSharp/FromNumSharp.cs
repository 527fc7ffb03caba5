using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Unmanaged;

namespace NpyIO;

/// <summary>Converts NumSharp's arrays to NpyIO's.</summary>
internal static class FromNumSharp
{
    internal static NdArray Convert(NDArray array)
    {
        if (array.typecode == NPTypeCode.Char)
            return NumSharpChars.ToText(View(array, DType.Of<ushort>()));

        return View(array, NumSharpDTypes.Of(array.typecode) ?? NumSharpThrow.NoSuchDType(array.typecode));
    }

    private static unsafe NdArray View(NDArray array, DType dtype)
    {
        NumSharpMemory memory = NumSharpMemory.Of(array);
        Shape shape = array.Shape;
        // NumSharp's strides and offset are in elements.
        long[] strides = [.. shape.Strides.Select(stride => stride * dtype.ItemSize)];
        long offset = shape.Offset * dtype.ItemSize;
        return shape.IsWriteable
            ? NdArray.FromPointer(dtype, shape.Dimensions, memory.Start, memory.Length, memory, offset, strides)
            : NdArray.FromReadOnlyPointer(dtype, shape.Dimensions, memory.Start, memory.Length, memory, offset, strides);
    }
}

/// <summary>NumSharp's unmanaged memory. NumSharp counts the references to it and frees it with the last one; this object holds one until it is collected.</summary>
internal sealed unsafe class NumSharpMemory
{
    private readonly IArraySlice _counted;

    private NumSharpMemory(UnmanagedStorage storage)
    {
        _counted = storage.InternalArray;
        Start = storage.Address;
        Length = _counted.BytesLength;
    }

    /// <summary>Releases the reference. If NumSharp's own finalizers ran first, it ignores the call.</summary>
    ~NumSharpMemory() => _counted.Release();

    /// <summary>The first byte; valid while this object is reachable.</summary>
    internal byte* Start { get; }

    internal long Length { get; }

    internal static NumSharpMemory Of(NDArray array)
    {
        UnmanagedStorage storage = array.Unsafe.Storage;
        if (array.IsDisposed || !storage.InternalArray.TryAddRef())
            NumSharpThrow.Disposed(array);

        return new NumSharpMemory(storage);
    }
}
