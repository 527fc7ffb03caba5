namespace NpyIO.Kernels;

/// <summary>The bytes of an item to reverse between stored and native byte order, which is its own inverse. Immutable; made once per array.</summary>
internal sealed class SwapPlan
{
    private static readonly SwapPlan[] Uniform = [.. Enumerable.Range(0, 17).Select(width => new SwapPlan(width, width, []))];

    private SwapPlan(int itemSize, int width, SwapPart[] parts)
    {
        ItemSize = itemSize;
        UnitWidth = width;
        Parts = parts;
    }

    internal static SwapPlan None => Uniform[0];

    /// <summary>The item size in bytes; a block to swap must be a multiple of it. In a uniform plan it is the unit width.</summary>
    internal int ItemSize { get; }

    /// <summary>The width in bytes of the units that fill the whole item; 0 if there is nothing to swap, −1 if <see cref="Parts"/> apply.</summary>
    internal int UnitWidth { get; }

    internal SwapPart[] Parts { get; }

    internal bool IsNone => UnitWidth == 0;

    internal bool IsUniform => UnitWidth > 0;

    /// <summary>Returns null if no swap is right: fields share bytes but disagree about the units in them, so the record must stay in its stored order.</summary>
    internal static SwapPlan? ToNative(DType dtype)
    {
        if (dtype.IsNative || dtype.ItemSize == 0)
            return Uniform[0];
        int width = LeafWidth(dtype);
        return width > 0 ? Uniform[width] : FromParts(dtype);
    }

    /// <summary>Returns 0 if there is no byte order to swap, −1 for records and sub-arrays.</summary>
    private static int LeafWidth(DType dtype) => dtype.IsStruct || dtype.Base is not null ? -1
        : dtype.IsNative ? 0
        : dtype.Kind switch
        {
            DTypeKind.String => 4,
            DTypeKind.Complex => dtype.ItemSize / 2,
            _ => dtype.ItemSize,
        };

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

    /// <summary>By offset, without duplicates. Returns null if fields share bytes in any other way.</summary>
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

    /// <summary>A dtype somewhere inside the item, and the grid of sub-arrays around it.</summary>
    private readonly record struct Place(DType DType, long Offset, long[] Counts, long[] Strides);
}

/// <summary>Units of one width in an item: runs of <see cref="Run"/> units at the points of a grid of <see cref="Counts"/> steps, <see cref="Strides"/> bytes apart.</summary>
/// <remarks>The grid comes from sub-arrays, so the size of a part does not depend on their length.</remarks>
internal readonly record struct SwapPart(long Offset, int Width, long Run, long[] Counts, long[] Strides)
{
    /// <summary>In bytes.</summary>
    internal long RunLength => Run * Width;
}
