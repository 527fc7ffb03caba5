namespace NpyIO.Cli.Values;

/// <summary>
/// Guards against endless output from values of no bytes: a file of 200 bytes may claim 10^18 of them. The number of other values is limited by the file's length.
/// </summary>
internal static class EmptyValues
{
    /// <summary>Throws a <see cref="ToolException"/> if the number of values exceeds both <see cref="NpyReadOptions.MaxElements"/> and the array's bytes.</summary>
    internal static void Check(ItemBytes array)
    {
        long limit = Math.Max(NpyReadOptions.Default.MaxElements, array.NBytes);
        double count = Count(array.Shape, array.DType);
        if (count > limit)
            throw new ToolException($"holds {count:0} values that take no bytes, more than the {limit} that are written out");
    }

    // In double, which does not overflow; the exact number does not matter if it is that large.
    private static double Count(ReadOnlySpan<long> shape, DType dtype)
    {
        double elements = 1, lists = 0;
        foreach (long length in shape)
        {
            lists += elements;
            elements *= length;
            if (length == 0)
                return lists;   // only the lists outside the empty one are written
        }
        return elements * CountInElement(dtype);
    }

    private static double CountInElement(DType dtype)
    {
        if (dtype.Base is not null)
            return Count(dtype.Shape, dtype.Base);
        double count = dtype.ItemSize == 0 ? 1 : 0;
        foreach (Field field in dtype.Fields)
            count += CountInElement(field.DType);
        return count;
    }
}
