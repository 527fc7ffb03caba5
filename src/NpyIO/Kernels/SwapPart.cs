namespace NpyIO.Kernels;

/// <summary>
/// Units of one width at regular positions in an item: runs of <see cref="Run"/> units, one run at every point of a grid of
/// <see cref="Counts"/> steps, <see cref="Strides"/> bytes apart. The grid comes from sub-arrays, so the size of a part does not depend on their length.
/// </summary>
internal readonly record struct SwapPart(long Offset, int Width, long Run, long[] Counts, long[] Strides)
{
    /// <summary>In bytes.</summary>
    internal long RunLength => Run * Width;
}
