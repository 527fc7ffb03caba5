namespace NpyIO.Cli.Values;

/// <summary>
/// Guards against output without end from values that take no bytes: a file of 200 bytes may claim 10^18 of them. Values that take bytes are as many as the file is long.
/// </summary>
internal static class EmptyValues
{
    /// <summary>Refuses an array with more such values than <see cref="NpyReadOptions.MaxElements"/> and than it has bytes.</summary>
    /// <exception cref="ToolException">It has too many.</exception>
    internal static void Check(ItemBytes array)
    {
        long limit = Math.Max(NpyReadOptions.Default.MaxElements, array.NBytes);
        double count = Count(array.Shape, array.DType);
        if (count > limit)
            throw new ToolException($"holds {count:0} values that take no bytes, more than the {limit} that are written out");
    }

    // In double, which does not overflow; the exact number does not matter where it is that large.
    private static double Count(ReadOnlySpan<long> shape, DType dtype)
    {
        double elements = 1, lists = 0;
        foreach (long length in shape)
        {
            lists += elements;
            elements *= length;
            if (length == 0)
                return lists;   // the lists outside the empty one are all there is
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
