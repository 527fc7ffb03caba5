using NumSharp;

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

    /// <summary>Returns a view of the elements without a copy. NumSharp's strides and offset are in elements.</summary>
    private static unsafe NdArray View(NDArray array, DType dtype)
    {
        NumSharpMemory memory = NumSharpMemory.Of(array);
        Shape shape = array.Shape;
        long[] strides = [.. shape.Strides.Select(stride => stride * dtype.ItemSize)];
        long offset = shape.Offset * dtype.ItemSize;
        return shape.IsWriteable
            ? NdArray.FromPointer(dtype, shape.Dimensions, memory.Start, memory.Length, memory, offset, strides)
            : NdArray.FromReadOnlyPointer(dtype, shape.Dimensions, memory.Start, memory.Length, memory, offset, strides);
    }
}
