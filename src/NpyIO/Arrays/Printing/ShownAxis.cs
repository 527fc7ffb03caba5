namespace NpyIO.Arrays.Printing;

/// <summary>The elements of one axis that are printed: some at its head and, after an ellipsis, some at its tail.</summary>
/// <param name="Head">The number of elements at the head.</param>
/// <param name="Tail">The number of elements at the tail.</param>
/// <param name="TailStart">The index of the first element at the tail.</param>
/// <param name="HasGap">Whether an ellipsis follows the head.</param>
internal readonly record struct ShownAxis(long Head, long Tail, long TailStart, bool HasGap)
{
    /// <summary>
    /// Maximum number of elements that are printed of an array. NumPy has none, and prints most of an array of many short axes; here the first axes then show
    /// only their first element.
    /// </summary>
    internal const long MaxShown = 1 << 20;

    internal long Count => Head + Tail;

    internal static ShownAxis Whole(long length) => new(length, 0, length, HasGap: false);

    /// <summary>The axes as the options want them. <paramref name="weight"/> is how many values an element has.</summary>
    internal static ShownAxis[] Of(ReadOnlySpan<long> shape, PrintOptions options, double weight)
    {
        var axes = new ShownAxis[shape.Length];

        // A product of many axes of elements without bytes could exceed a long.
        double count = 1;
        foreach (long length in shape)
            count *= length;
        bool isLong = count > options.Threshold;
        double shown = weight;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            long length = shape[axis], edge = axis == 0 ? options.FirstAxisEdgeItems ?? options.EdgeItems : options.EdgeItems;
            axes[axis] = isLong && length > 2 * edge ? new(edge, edge, length - edge, HasGap: true) : Whole(length);
            if (axes[axis].Count > 1 && shown * axes[axis].Count > MaxShown)
                axes[axis] = new(1, 0, length, HasGap: true);
            shown *= axes[axis].Count;
        }

        return axes;
    }

    /// <summary>The axes if the elements that are not printed are removed.</summary>
    internal ShownAxis Gathered() => this with { TailStart = Head };

    /// <summary>The index on the axis of the printed element that <paramref name="number"/> others precede.</summary>
    internal long IndexOf(long number) => number < Head ? number : TailStart + (number - Head);

    /// <summary>Enumerates the offsets of the printed elements in the memory, in bytes and in C order.</summary>
    internal static IEnumerable<long> Offsets(long offset, long[] strides, ShownAxis[] axes)
    {
        foreach (ShownAxis axis in axes)
        {
            if (axis.Count == 0)
                yield break;
        }

        var numbers = new long[axes.Length];
        while (true)
        {
            yield return offset;
            int axis = axes.Length - 1;
            for (; axis >= 0; axis--)
            {
                long before = axes[axis].IndexOf(numbers[axis]);
                numbers[axis] = numbers[axis] + 1 == axes[axis].Count ? 0 : numbers[axis] + 1;
                offset += (axes[axis].IndexOf(numbers[axis]) - before) * strides[axis];
                if (numbers[axis] != 0)
                    break;
            }

            if (axis < 0)
                yield break;
        }
    }
}
