namespace NpyIO.Arrays;

/// <summary>Where in an element the references are. Depth is bounded by <see cref="DType.MaxDepth"/>.</summary>
internal static class ObjectPlaces
{
    /// <summary>How many references are in an element.</summary>
    internal static long CountOf(DType dtype)
    {
        if (!dtype.HasObject)
            return 0;
        if (dtype.IsReference)
            return 1;
        if (dtype.Base is { ItemSize: > 0 } inner)
            return dtype.ItemSize / inner.ItemSize * CountOf(inner);

        long count = 0;
        foreach (Field field in dtype.FieldSpan)
            count += CountOf(field.DType);
        return count;
    }

    /// <summary>The places of all references in an element, in bytes from its start, one after another: a sub-array may have more than there is room for.</summary>
    internal static IEnumerable<int> Of(DType dtype)
    {
        if (!dtype.HasObject)
            return [];
        if (dtype.IsReference)
            return [0];
        if (dtype.Base is { ItemSize: > 0 } inner)
            return Enumerable.Range(0, dtype.ItemSize / inner.ItemSize).SelectMany(i => Of(inner).Select(place => i * inner.ItemSize + place));
        return dtype.Fields.SelectMany(field => Of(field.DType).Select(place => (int)field.Offset + place));
    }
}
