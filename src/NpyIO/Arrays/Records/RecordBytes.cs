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
            long[] places = Strides(strides, field.DType, out DType element);
            if (element.IsStruct)
                Read(values, ref place, element, places);
            else
                StridedCopy.Copy(ref values.Memory.At(values.Layout.Offset), values.Strides, ref place, places, Checked(values, element, field.Name, places.Length).Shape, element.ItemSize, SwapWidth(values));
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
            long[] places = Strides(strides, field.DType, out DType element);
            if (element.IsStruct)
                Write(ref place, values, element, places);
            else
                StridedCopy.Copy(ref place, places, ref values.Memory.At(values.Layout.Offset), values.Strides, Checked(values, element, field.Name, places.Length).Shape, element.ItemSize, SwapWidth(values));
        }

        GC.KeepAlive(destination);
    }

    /// <summary>Returns the strides of a field's elements, whose sub-arrays are contiguous.</summary>
    private static long[] Strides(ReadOnlySpan<long> outer, DType dtype, out DType element)
    {
        long[] strides = [.. outer];
        for (element = dtype; element.Base is { } inner; element = inner)
            strides = [.. strides, .. ArrayLayout.ContiguousStrides(element.Shape, inner.ItemSize, Order.C)];
        return strides;
    }

    private static NdArray Checked(NdArray values, DType element, string field, int rank)
    {
        if (values.DType.Kind != element.Kind || values.DType.ItemSize != element.ItemSize || values.Rank != rank)
            RecordThrow.WrongField(field, values.DType, element);
        return values;
    }

    private static int SwapWidth(NdArray values) => SwapPlan.ToNative(values.DType)!.UnitWidth;
}
