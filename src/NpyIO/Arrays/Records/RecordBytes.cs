using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Copies records between an array and structs with the memory of a dtype: field by field, by strides, whatever the array's layout and byte order.</summary>
internal static class RecordBytes
{
    /// <summary>The structs have the dtype's layout, in native order, at these strides; the fields that the dtype lacks are passed over.</summary>
    internal static void Read(NdArray source, ref byte structs, DType dtype, ReadOnlySpan<long> strides)
    {
        foreach (Field field in dtype.FieldSpan)
        {
            NdArray values = source[field.Name];
            ref byte place = ref Unsafe.Add(ref structs, (nint)field.Offset);
            long[] places = Places(strides, field, values, out DType element);
            if (element.IsStruct)
                Read(values, ref place, element, places);
            else
                StridedCopy.Copy(ref values.Memory.At(values.Layout.Offset), values.Strides, ref place, places, values.Shape, element.ItemSize, SwapWidth(values));
        }

        GC.KeepAlive(source);
    }

    /// <summary>The reverse of <see cref="Read"/>.</summary>
    internal static void Write(ref byte structs, NdArray destination, DType dtype, ReadOnlySpan<long> strides)
    {
        foreach (Field field in dtype.FieldSpan)
        {
            NdArray values = destination[field.Name];
            ref byte place = ref Unsafe.Add(ref structs, (nint)field.Offset);
            long[] places = Places(strides, field, values, out DType element);
            if (element.IsStruct)
                Write(ref place, values, element, places);
            else
                StridedCopy.Copy(ref place, places, ref values.Memory.At(values.Layout.Offset), values.Strides, values.Shape, element.ItemSize, SwapWidth(values));
        }

        GC.KeepAlive(destination);
    }

    /// <summary>Returns the strides, in the structs, of a field's elements: an array in a struct is contiguous, and takes as many values of any number of axes.</summary>
    private static long[] Places(ReadOnlySpan<long> outer, Field field, NdArray values, out DType element)
    {
        (element, long count) = RecordMatch.Elements(field.DType);
        bool isElement = element.IsStruct ? values.DType.IsStruct : values.DType.Kind == element.Kind && values.DType.ItemSize == element.ItemSize;
        if (!isElement || values.Rank < outer.Length || ArrayLayout.CountOf(values.Shape[outer.Length..], 1) != count)
            RecordThrow.WrongField(field.Name, values.DType, element);
        return [.. outer, .. ArrayLayout.ContiguousStrides(values.Shape[outer.Length..], element.ItemSize, Order.C)];
    }

    private static int SwapWidth(NdArray values) => SwapPlan.ToNative(values.DType)!.UnitWidth;
}
