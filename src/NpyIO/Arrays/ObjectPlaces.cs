namespace NpyIO.Arrays;

/// <summary>Where in an element the references are.</summary>
internal static class ObjectPlaces
{
    /// <summary>The places of all references in an element, in bytes from its start. Depth is bounded by <see cref="DType.MaxDepth"/>.</summary>
    internal static IEnumerable<int> Of(DType dtype)
    {
        if (!dtype.HasObject)
            return [];
        if (dtype.IsReference)
            return [0];
        if (dtype.Base is { ItemSize: > 0 } inner)
        {
            int[] places = [.. Of(inner)];
            return Enumerable.Range(0, dtype.ItemSize / inner.ItemSize).SelectMany(i => places.Select(place => i * inner.ItemSize + place));
        }

        return dtype.Fields.SelectMany(field => Of(field.DType).Select(place => (int)field.Offset + place));
    }
}
