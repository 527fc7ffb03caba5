namespace NpyIO.Cli.Views;

/// <summary>The elements shown of an axis: some at its head, some at its tail.</summary>
/// <param name="Length">The axis's length, in elements.</param>
/// <param name="Head">How many to show at its head.</param>
/// <param name="Tail">How many to show at its tail.</param>
internal readonly record struct ShownRange(long Length, long Head, long Tail)
{
    /// <summary>Maximum size of an array shown whole, in elements, as in NumPy.</summary>
    private const long Threshold = 1000;

    /// <summary>Maximum number of elements shown at each end of an axis, as in NumPy.</summary>
    private const long Edge = 3;

    internal long Count => Head + Tail;

    /// <summary>Returns what to show of each axis. The total is bounded even for many short axes.</summary>
    internal static ShownRange[] Of(ReadOnlySpan<long> shape)
    {
        double count = 1;
        foreach (long length in shape)
            count *= length;
        var ranges = new ShownRange[shape.Length];
        long shown = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            long most = count <= Threshold ? shape[axis] : Math.Clamp(Threshold / shown, 1, 2 * Edge);
            ranges[axis] = Of(shape[axis], most);
            shown *= Math.Max(1, ranges[axis].Count);
        }
        return ranges;
    }

    /// <summary>Returns what to show of an axis with at most <paramref name="most"/> elements; leaving out a single one would gain nothing.</summary>
    internal static ShownRange Of(long length, long most) =>
        length <= most || (length == most + 1 && most > 1) ? new ShownRange(length, length, 0) : new ShownRange(length, (most + 1) / 2, most / 2);
}
