namespace NpyIO.Kernels;

/// <summary>
/// Which bytes of an item are reversed to bring it from its stored byte order to the machine's (or back: swapping is its own inverse).
/// Immutable; made once for an array.
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

    /// <summary>The plan that swaps nothing.</summary>
    internal static SwapPlan None => Uniform[0];

    /// <summary>The item size in bytes; every block to be swapped is a multiple of it. For a uniform plan it is the unit's width.</summary>
    internal int ItemSize { get; }

    /// <summary>The width in bytes of the units that cover the whole item; 0 when nothing is to be swapped, −1 when <see cref="Parts"/> say what is.</summary>
    internal int UnitWidth { get; }

    /// <summary>What is to be swapped in each item of a record that is not uniform.</summary>
    internal SwapPart[] Parts { get; }

    /// <summary>Whether nothing is to be swapped.</summary>
    internal bool IsNone => UnitWidth == 0;

    /// <summary>Whether the bytes are nothing but units of one width.</summary>
    internal bool IsUniform => UnitWidth > 0;

    /// <summary>
    /// The plan that turns items of a dtype into items of <c>dtype.WithByteOrder(native)</c>. Null when there is none: fields that share bytes
    /// but disagree about the units in them cannot all be right after a swap, so such a record has to stay in its stored order.
    /// </summary>
    internal static SwapPlan? ToNative(DType dtype)
    {
        if (dtype.IsNative || dtype.ItemSize == 0)
            return Uniform[0];
        int width = LeafWidth(dtype);
        return width > 0 ? Uniform[width] : FromParts(dtype);
    }

    /// <summary>The width of the units of a dtype that is neither record nor sub-array; 0 for one without byte order, −1 for the others.</summary>
    private static int LeafWidth(DType dtype) => dtype.IsStruct || dtype.Base is not null ? -1
        : dtype.IsNative ? 0
        : dtype.Kind switch
        {
            DTypeKind.String => 4,
            DTypeKind.Complex => dtype.ItemSize / 2,
            _ => dtype.ItemSize,
        };
}
