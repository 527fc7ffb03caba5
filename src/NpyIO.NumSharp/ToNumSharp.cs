using System.Buffers;
using System.Numerics;
using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Unmanaged;

namespace NpyIO;

/// <summary>Converts NpyIO's arrays to NumSharp's.</summary>
internal static class ToNumSharp
{
    /// <summary>How many bytes to check in one call.</summary>
    internal static readonly Threshold Piece = new(1 << 30);

    internal static NDArray Convert(NdArray array) => NumSharpChars.IsChar(array.DType)
        ? NumSharpChars.ToNumSharp(array)
        : NumSharpDTypes.CodeOf(array.DType) switch
        {
            NPTypeCode.Boolean => Share<bool>(Normalised(array)),
            NPTypeCode.SByte => Share<sbyte>(array),
            NPTypeCode.Byte => Share<byte>(array),
            NPTypeCode.Int16 => Share<short>(array),
            NPTypeCode.UInt16 => Share<ushort>(array),
            NPTypeCode.Int32 => Share<int>(array),
            NPTypeCode.UInt32 => Share<uint>(array),
            NPTypeCode.Int64 => Share<long>(array),
            NPTypeCode.UInt64 => Share<ulong>(array),
            NPTypeCode.Half => Share<Half>(array),
            NPTypeCode.Single => Share<float>(array),
            NPTypeCode.Double => Share<double>(array),
            NPTypeCode.Complex => Share<Complex>(array),
            _ => NumSharpThrow.NoSuchElements(array.DType),
        };

    /// <summary>Returns the array, or a copy if it holds bytes other than 0 and 1, which a CLR bool may not: two of them would both be true but differ.</summary>
    private static unsafe NdArray Normalised(NdArray array)
    {
        NdArray run = array.IsCContiguous ? array : array.Copy();
        using MemoryHandle pin = run.Pin();
        for (long done = 0; done < run.Count; done += Piece)
        {
            if (new ReadOnlySpan<byte>((byte*)pin.Pointer + done, (int)Math.Min(Piece, run.Count - done)).ContainsAnyExceptInRange<byte>(0, 1))
                return run.To(DType.UInt8).View(DType.Bool);
        }

        return array;
    }

    private static NDArray Share<T>(NdArray array)
        where T : unmanaged
    {
        if (array.Count == 0)
            return new NDArray(typeof(T), new Shape(array.Shape.ToArray()));

        return NumSharpLayout.TryCreate(array, out NumSharpLayout layout)
            ? Wrap<T>(array.Pin(), layout, array.IsReadOnly)
            : Share<T>(array.Copy());
    }

    /// <summary>Wraps pinned memory in NumSharp's array; releasing its last reference unpins the memory.</summary>
    private static unsafe NDArray Wrap<T>(MemoryHandle pin, NumSharpLayout layout, bool isReadOnly)
        where T : unmanaged
    {
        // The layout lies inside the pinned memory: the array it comes from has been checked.
        var block = new UnmanagedMemoryBlock<T>((T*)((byte*)pin.Pointer + layout.Start), layout.Extent, pin.Dispose);
        var flat = new UnmanagedStorage(new ArraySlice<T>(block), Shape.Vector(layout.Extent));
        var shape = new Shape(layout.Shape, layout.Strides, flat.Shape);
        if (isReadOnly)
            shape = shape.WithFlags(flagsToClear: ArrayFlags.WRITEABLE);

        var array = new NDArray(flat.Alias(shape));
        return layout.IsFlipped ? array[layout.Flips] : array;
    }
}
