namespace NpyIO.Kernels;

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

    /// <summary>Returns the fields by offset, without duplicates, or null if two fields interpret the same bytes differently and one of them must be swapped.</summary>
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

    /// <summary>Sorts the parts, turns dense grids into runs, joins runs that touch, and detects an item that is a single run.</summary>
    private static SwapPlan Merge(int itemSize, List<SwapPart> parts)
    {
        if (parts.Count == 0)
            return Uniform[0];

        // Joining the fields of a sub-array's record can make the sub-array dense, and a dense one can touch its neighbours.
        SwapPart[] merged = [.. parts.Select(Dense).OrderBy(part => part.Offset)];
        int count;
        do
        {
            count = merged.Length;
            merged = Join(merged);
        }
        while (merged.Length < count);

        SwapPart first = merged[0];
        return merged.Length == 1 && first.Offset == 0 && first.Counts.Length == 0 && first.RunLength == itemSize
            ? Uniform[first.Width]
            : new SwapPlan(itemSize, -1, merged);
    }

    private static SwapPart[] Join(SwapPart[] parts)
    {
        var joined = new List<SwapPart>(parts.Length);
        foreach (SwapPart part in parts)
        {
            if (joined.Count > 0 && CanJoin(joined[^1], part))
                joined[^1] = joined[^1] with { Run = joined[^1].Run + part.Run };
            else
                joined.Add(part);
        }

        return [.. joined.Select(Dense)];
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
