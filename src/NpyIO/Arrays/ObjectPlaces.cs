namespace NpyIO.Arrays;

/// <summary>The offsets of references in an element. The depth is limited by <see cref="DType.MaxDepth"/>.</summary>
internal static class ObjectPlaces
{
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

    /// <summary>Enumerates the offsets of all references in an element, in bytes. Lazy: a sub-array can have more than fit in memory.</summary>
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
