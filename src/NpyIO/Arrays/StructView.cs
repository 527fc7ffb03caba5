using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>Structs that are no dtype's, seen in the bytes of an array.</summary>
internal static class StructView
{
    /// <summary>T satisfies <see cref="ElementType{T}.IsStruct"/>.</summary>
    internal static NdArray<T> Of<[DynamicallyAccessedMembers(StructLayouts.Fields)] T>(NdArray array)
    {
        if (StructLayouts.FindAutomatic(typeof(T)) is { } found)
            ArrayThrow.AutomaticLayout(typeof(T), found);
        if (array.DType.HasObject)
            ArrayThrow.ObjectsInBuffer(array.DType);
        if (!array.DType.IsNative)
            ArrayThrow.StructOfSwapped<T>(array.DType);

        if (ElementType.IsValueOf<T>(array.DType))
            return OfValues<T>(array);

        int size = Unsafe.SizeOf<T>();
        return array.DType.ItemSize == size
            ? new NdArray<T>(array.DType, array.Memory, array.Layout)
            : new NdArray<T>(DType.SubArray(array.DType, LastAxis<T>(array)), array.Memory, WithoutLastAxis(array.Layout, size));
    }

    /// <summary>Only time spans in ticks of 100 ns have the bytes of their values.</summary>
    private static NdArray<T> OfValues<T>(NdArray array) => typeof(T) == typeof(TimeSpan) && array.DType is { Unit: DatetimeUnit.Nanosecond, UnitMultiple: 100 }
        ? new NdArray<T>(array.DType, array.Memory, array.Layout)
        : ArrayThrow.CannotView<T>(array.DType);

    /// <summary>Returns the length of the last axis, in elements.</summary>
    private static long LastAxis<T>(NdArray array)
    {
        int last = array.Rank - 1;
        if (last < 0 || array.Shape[last] * array.DType.ItemSize != Unsafe.SizeOf<T>())
            ArrayThrow.StructOfOtherSize<T>(array);
        if (array.Strides[last] != array.DType.ItemSize && array.Count != 0)
            ArrayThrow.StructOfStrided<T>(array);

        return array.Shape[last];
    }

    private static ArrayLayout WithoutLastAxis(ArrayLayout layout, int size) => new(layout.Shape[..^1].ToArray(), layout.Strides[..^1].ToArray(), layout.Offset, size) { IsReadOnly = layout.IsReadOnly };
}
