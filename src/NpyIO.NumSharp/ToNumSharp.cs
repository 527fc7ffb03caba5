using System.Buffers;
using System.Numerics;
using NumSharp;
using NumSharp.Backends;
using NumSharp.Backends.Unmanaged;

namespace NpyIO;

/// <summary>Converts NpyIO's arrays to NumSharp's.</summary>
internal static class ToNumSharp
{
    /// <summary>In bytes.</summary>
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

    private static unsafe NdArray Normalised(NdArray array)
    {
        NdArray run = array.IsCContiguous ? array : array.Copy();
        using MemoryHandle pin = run.Pin();
        for (long done = 0; done < run.Count; done += Piece)
        {
            // A CLR bool must be 0 or 1: two other values would both be true but differ.
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

    /// <summary>Releasing the last reference to the result unpins the memory.</summary>
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

/// <summary>A layout in NumSharp's terms: non-negative strides in elements, counted from the lowest one. Slicing flips axes with negative strides afterwards.</summary>
internal readonly struct NumSharpLayout
{
    private NumSharpLayout(NdArray array)
    {
        Shape = array.Shape.ToArray();
        Strides = new long[Shape.Length];
        Flips = new NumSharp.Slice[Shape.Length];
        Extent = 1;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            long stride = array.Strides[axis] / array.DType.ItemSize;
            long reach = (Shape[axis] - 1) * stride;
            bool backwards = reach < 0;
            Start += backwards ? reach * array.DType.ItemSize : 0;
            Extent += Math.Abs(reach);
            Strides[axis] = Math.Abs(stride);
            Flips[axis] = backwards ? new NumSharp.Slice(step: -1) : NumSharp.Slice.All;
            IsFlipped |= backwards;
        }
    }

    internal long[] Shape { get; }
    internal long[] Strides { get; }
    internal NumSharp.Slice[] Flips { get; }

    internal bool IsFlipped { get; }

    /// <summary>The offset of the lowest element from the one at index 0 of every axis, in bytes; not positive.</summary>
    internal long Start { get; }

    /// <summary>The number of elements from the lowest to the highest.</summary>
    internal long Extent { get; }

    /// <summary>Returns false if a stride is not a multiple of the item size, as for fields of a record.</summary>
    internal static bool TryCreate(NdArray array, out NumSharpLayout result)
    {
        foreach (long stride in array.Strides)
        {
            if (stride % array.DType.ItemSize != 0)
            {
                result = default;
                return false;
            }
        }

        result = new NumSharpLayout(array);
        return true;
    }
}
