namespace NpyIO.Files;

/// <summary>The bytes of a record that belong to no field. Where records are gathered from strided memory, they are written as zero.</summary>
internal sealed class Padding
{
    private readonly int _itemSize;
    private readonly List<Range> _gaps;

    private Padding(int itemSize, List<Range> gaps)
    {
        _itemSize = itemSize;
        _gaps = gaps;
    }

    /// <summary>The padding of a dtype; null when it has none.</summary>
    internal static Padding? Of(DType dtype)
    {
        List<Range> gaps = GapsOf(dtype);
        return gaps.Count == 0 ? null : new Padding(dtype.ItemSize, gaps);
    }

    /// <summary>Clears the padding of every item.</summary>
    internal void Clear(Span<byte> items)
    {
        for (; !items.IsEmpty; items = items[_itemSize..])
        {
            foreach (Range gap in _gaps)
            {
                items[gap].Clear();
            }
        }
    }

    /// <summary>What no field covers; fields may overlap. The depth is bounded by that of the dtype, which was bounded when it was made.</summary>
    private static List<Range> GapsOf(DType dtype)
    {
        if (dtype.Base is { } element)
        {
            return Repeat(GapsOf(element), element.ItemSize, dtype.ItemSize);
        }

        if (!dtype.IsStruct)
        {
            return [];
        }

        var covered = new List<(int Start, int End)>();
        foreach (Field field in dtype.Fields)
        {
            // Offsets lie within the item size, which is an int.
            int start = (int)field.Offset;
            int at = start;
            foreach (Range gap in GapsOf(field.DType))
            {
                covered.Add((at, start + gap.Start.Value));
                at = start + gap.End.Value;
            }

            covered.Add((at, start + field.DType.ItemSize));
        }

        return Between(covered, dtype.ItemSize);
    }

    private static List<Range> Repeat(List<Range> gaps, int step, int length)
    {
        var all = new List<Range>();
        for (int at = 0; gaps.Count > 0 && at < length; at += step)
        {
            foreach (Range gap in gaps)
            {
                all.Add((at + gap.Start.Value)..(at + gap.End.Value));
            }
        }

        return all;
    }

    private static List<Range> Between(List<(int Start, int End)> covered, int length)
    {
        covered.Sort();
        covered.Add((length, length));
        var gaps = new List<Range>();
        int end = 0;
        foreach ((int start, int next) in covered)
        {
            if (start > end)
            {
                gaps.Add(end..start);
            }

            end = Math.Max(end, next);
        }

        return gaps;
    }
}
