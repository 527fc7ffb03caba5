namespace NpyIO.Cli.Views;

/// <summary>What is shown of an axis: some elements at its head, some at its tail.</summary>
/// <param name="Length">The axis's length, in elements.</param>
/// <param name="Head">How many are shown at its head.</param>
/// <param name="Tail">How many are shown at its tail.</param>
internal readonly record struct ShownRange(long Length, long Head, long Tail)
{
    /// <summary>Arrays up to this many elements are shown whole, as in NumPy.</summary>
    private const long Threshold = 1000;

    /// <summary>The most elements shown at either end of an axis, as in NumPy.</summary>
    private const long Edge = 3;

    /// <summary>How many are shown.</summary>
    internal long Count => Head + Tail;

    /// <summary>What to show of an array, so that it is never much: many axes, even short ones, would still have too many elements.</summary>
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

    /// <summary>What to show of an axis if at most so many elements may be shown; to leave out a single one would gain nothing.</summary>
    internal static ShownRange Of(long length, long most) =>
        length <= most || (length == most + 1 && most > 1) ? new ShownRange(length, length, 0) : new ShownRange(length, (most + 1) / 2, most / 2);
}
