namespace NpyIO.Tests.Kernels;

/// <summary>What the kernels do, element by element and without any cleverness.</summary>
internal static class Reference
{
    /// <summary>Swaps every number of one item that is not in the machine's order.</summary>
    internal static void Swap(Span<byte> item, DType dtype)
    {
        if (dtype.Base is { } element)
        {
            for (int start = 0; start < item.Length; start += element.ItemSize)
                Swap(item.Slice(start, element.ItemSize), element);
        }
        else if (dtype.IsStruct)
        {
            foreach (Field field in dtype.Fields)
                Swap(item.Slice((int)field.Offset, field.DType.ItemSize), field.DType);
        }
        else if (!dtype.IsNative)
        {
            int width = dtype.Kind == DTypeKind.String ? 4 : dtype.Kind == DTypeKind.Complex ? dtype.ItemSize / 2 : dtype.ItemSize;
            for (int start = 0; start < item.Length; start += width)
                item.Slice(start, width).Reverse();
        }
    }

    /// <summary>Every index of a shape, the last axis fastest.</summary>
    internal static IEnumerable<long[]> Indices(long[] shape)
    {
        if (shape.Contains(0))
            yield break;
        var index = new long[shape.Length];
        while (true)
        {
            yield return index;
            int axis = shape.Length - 1;
            while (axis >= 0 && ++index[axis] == shape[axis])
                index[axis--] = 0;
            if (axis < 0)
                yield break;
        }
    }

    /// <summary>The place of an index among the elements in an order.</summary>
    internal static long Place(long[] index, long[] shape, bool fortran)
    {
        long place = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = fortran ? shape.Length - 1 - i : i;
            place = place * shape[axis] + index[axis];
        }

        return place;
    }

    internal static long Dot(long[] index, long[] strides) => index.Zip(strides, (i, s) => i * s).Sum();
}
