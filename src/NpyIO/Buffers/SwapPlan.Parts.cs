namespace NpyIO.Buffers;

internal sealed partial class SwapPlan
{
    /// <summary>A dtype somewhere inside the item, and the grid of sub-arrays around it.</summary>
    private readonly record struct Place(DType DType, long Offset, long[] Counts, long[] Strides);

    private static SwapPlan? FromParts(DType dtype)
    {
        var parts = new List<SwapPart>();
        var places = new Stack<Place>();
        places.Push(new Place(dtype, 0, [], []));
        while (places.TryPop(out Place place))
        {
            if (place.DType.IsNative || place.DType.ItemSize == 0)
                continue;
            if (place.DType.Base is { } element)
            {
                places.Push(Repeat(place, element));
                continue;
            }

            if (!place.DType.IsStruct)
            {
                int width = LeafWidth(place.DType);
                parts.Add(new SwapPart(place.Offset, width, place.DType.ItemSize / width, place.Counts, place.Strides));
                continue;
            }

            Field[]? fields = DistinctFields(place.DType);
            if (fields is null)
                return null;
            foreach (Field field in fields)
                places.Push(place with { DType = field.DType, Offset = place.Offset + field.Offset });
        }

        return Merge(dtype.ItemSize, parts);
    }

    private static Place Repeat(Place place, DType element)
    {
        long count = element.ItemSize == 0 ? 0 : place.DType.ItemSize / element.ItemSize;
        return count == 1
            ? place with { DType = element }
            : new Place(element, place.Offset, [.. place.Counts, count], [.. place.Strides, element.ItemSize]);
    }

    /// <summary>The fields by offset, each place once; null when two fields see the same bytes in different ways and one of them is to be swapped.</summary>
    private static Field[]? DistinctFields(DType dtype)
    {
        var distinct = new List<Field>();
        long end = 0;
        foreach (Field field in dtype.Fields.Where(f => f.DType.ItemSize > 0).OrderBy(f => f.Offset))
        {
            if (distinct.Count > 0 && field.Offset < end)
            {
                if (field.Offset == distinct[^1].Offset && field.DType.Equals(distinct[^1].DType))
                    continue;
                return null;
            }

            distinct.Add(field);
            end = field.Offset + field.DType.ItemSize;
        }

        return [.. distinct];
    }

    /// <summary>Sorts the parts, makes runs of grids that are dense, joins runs that touch, and sees when the whole item is one run.</summary>
    private static SwapPlan Merge(int itemSize, List<SwapPart> parts)
    {
        if (parts.Count == 0)
            return Uniform[0];
        var merged = new List<SwapPart>(parts.Count);
        foreach (SwapPart part in parts.Select(Dense).OrderBy(p => p.Offset))
        {
            if (merged.Count > 0 && CanJoin(merged[^1], part))
                merged[^1] = merged[^1] with { Run = merged[^1].Run + part.Run };
            else
                merged.Add(part);
        }

        // Joining the fields of a sub-array's record may have made the sub-array dense.
        for (int i = 0; i < merged.Count; i++)
            merged[i] = Dense(merged[i]);
        SwapPart first = merged[0];
        return merged.Count == 1 && first.Offset == 0 && first.Counts.Length == 0 && first.RunLength == itemSize
            ? Uniform[first.Width]
            : new SwapPlan(itemSize, -1, [.. merged]);
    }

    private static SwapPart Dense(SwapPart part)
    {
        while (part.Counts.Length > 0 && part.Strides[^1] == part.RunLength)
            part = part with { Run = part.Run * part.Counts[^1], Counts = part.Counts[..^1], Strides = part.Strides[..^1] };
        return part;
    }

    private static bool CanJoin(in SwapPart left, in SwapPart right) =>
        left.Width == right.Width
        && left.Offset + left.RunLength == right.Offset
        && left.Counts.AsSpan().SequenceEqual(right.Counts)
        && left.Strides.AsSpan().SequenceEqual(right.Strides);
}
