namespace NpyIO.Kernels;

/// <summary>
/// Units of one width that lie at regular places in an item: runs of <see cref="Run"/> units, one run at every point of a grid of
/// <see cref="Counts"/> steps, <see cref="Strides"/> bytes apart. Sub-arrays make the grid, so a part's size does not depend on their length.
/// </summary>
internal readonly record struct SwapPart(long Offset, int Width, long Run, long[] Counts, long[] Strides)
{
    /// <summary>The length of one run, in bytes.</summary>
    internal long RunLength => Run * Width;
}
