namespace NpyIO.Kernels;

/// <summary>
/// The bytes of an item to reverse between stored and native byte order; swapping is its own inverse.
/// Immutable; made once per array.
/// </summary>
internal sealed partial class SwapPlan
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

    /// <summary>The parts to swap in each item if the plan is not uniform.</summary>
    internal SwapPart[] Parts { get; }

    internal bool IsNone => UnitWidth == 0;

    /// <summary>Whether the bytes are units of a single width.</summary>
    internal bool IsUniform => UnitWidth > 0;

    /// <summary>
    /// Returns the plan that converts items of a dtype to <c>dtype.WithByteOrder(native)</c>, or null if there is none: if fields share bytes
    /// but disagree about the units in them, no swap is right for both, and the record must stay in its stored order.
    /// </summary>
    internal static SwapPlan? ToNative(DType dtype)
    {
        if (dtype.IsNative || dtype.ItemSize == 0)
            return Uniform[0];
        int width = LeafWidth(dtype);
        return width > 0 ? Uniform[width] : FromParts(dtype);
    }

    /// <summary>Returns the unit width of a dtype that is neither a record nor a sub-array; 0 if it has no byte order to swap, −1 for records and sub-arrays.</summary>
    private static int LeafWidth(DType dtype) => dtype.IsStruct || dtype.Base is not null ? -1
        : dtype.IsNative ? 0
        : dtype.Kind switch
        {
            DTypeKind.String => 4,
            DTypeKind.Complex => dtype.ItemSize / 2,
            _ => dtype.ItemSize,
        };
}
