using NpyIO.Arrays;

namespace NpyIO.NpyFiles;

/// <summary>
/// Where the elements of a stored array are: their dtype, and their layout from the magic string of the whole array, whose header this has. The row axis is the one that varies slowest in the
/// file; -1 if there is none.
/// </summary>
internal sealed record StoredElements(NpyHeader Header, DType DType, ArrayLayout Layout, int RowAxis)
{
    /// <summary>Whether later rows are further back in the file.</summary>
    internal bool IsForward => RowAxis < 0 || Layout.Shape[RowAxis] < 2 || Layout.Strides[RowAxis] > 0;

    internal static StoredElements Of(NpyHeader header) => Of(header, header.DType, header.Layout, header.SlowestAxis);

    internal StoredElements Field(string name)
    {
        if (!DType.TryGetField(name, out Field? field))
            ArrayThrow.ArrayHasNoField(name, DType);
        return Of(Header, field.DType, Layout.Part(field.Offset, field.DType.ItemSize, []), RowAxis);
    }

    internal StoredElements Index(ReadOnlySpan<Slice> index)
    {
        ArrayLayout chosen = Layout.Index(index);
        return new StoredElements(Header, DType, chosen, Header.FortranOrder ? SlowestAxis(chosen) : Math.Min(0, chosen.Rank - 1));
    }

    private static int SlowestAxis(ArrayLayout layout)
    {
        int slowest = layout.Rank - 1;
        for (int axis = slowest; axis >= 0; axis--)
        {
            if (layout.Shape[axis] > 1 && (layout.Shape[slowest] <= 1 || Math.Abs(layout.Strides[axis]) > Math.Abs(layout.Strides[slowest])))
                slowest = axis;
        }

        return slowest;
    }

    /// <summary>A sub-array dtype appends its axes, as in an array in memory.</summary>
    private static StoredElements Of(NpyHeader header, DType dtype, ArrayLayout layout, int rowAxis)
    {
        while (dtype.Base is { } inner)
        {
            layout = layout.Part(0, inner.ItemSize, dtype.Shape);
            dtype = inner;
        }

        return new StoredElements(header, dtype, layout, rowAxis);
    }
}
