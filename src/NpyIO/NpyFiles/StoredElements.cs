using NpyIO.Arrays;

namespace NpyIO.NpyFiles;

/// <summary>Where the elements of a stored array are: their dtype, and their layout from the magic string of the whole array, whose header this has.</summary>
internal sealed record StoredElements(NpyHeader Header, DType DType, ArrayLayout Layout)
{
    /// <summary>The axis that varies slowest in the file: not one of length 1, unless there are no others. −1 if there are no axes.</summary>
    internal int RowAxis => SlowestAxis(Layout);

    /// <summary>The layout of the whole array, or of a whole field of it, of which <see cref="Layout"/> is a part.</summary>
    internal ArrayLayout Whole { get; private init; } = Layout;

    /// <summary>Whether later rows are further back in the file.</summary>
    internal bool IsForward => RowAxis < 0 || Layout.Shape[RowAxis] < 2 || Layout.Strides[RowAxis] > 0;

    internal static StoredElements Of(NpyHeader header) => Of(header, header.DType, header.Layout);

    internal StoredElements Field(string name)
    {
        if (!DType.TryGetField(name, out Field? field))
            ArrayThrow.ArrayHasNoField(name, DType);
        return Of(Header, field.DType, Layout.Part(field.Offset, field.DType.ItemSize, [])) with { Whole = Of(Header, field.DType, Whole.Part(field.Offset, field.DType.ItemSize, [])).Layout };
    }

    internal StoredElements Index(ReadOnlySpan<Slice> index) => this with { Layout = Layout.Index(index) };

    /// <summary>A sub-array dtype appends its axes, as in an array in memory.</summary>
    private static StoredElements Of(NpyHeader header, DType dtype, ArrayLayout layout)
    {
        while (dtype.Base is { } inner)
        {
            layout = layout.Part(0, inner.ItemSize, dtype.Shape);
            dtype = inner;
        }

        return new StoredElements(header, dtype, layout);
    }

    private static int SlowestAxis(ArrayLayout layout)
    {
        int slowest = Math.Min(0, layout.Rank - 1);
        for (int axis = 1; axis < layout.Rank; axis++)
        {
            if (layout.Shape[axis] != 1 && (layout.Shape[slowest] == 1 || Math.Abs(layout.Strides[axis]) > Math.Abs(layout.Strides[slowest])))
                slowest = axis;
        }

        return slowest;
    }
}
