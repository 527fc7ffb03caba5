using NpyIO.Arrays;

namespace NpyIO.NpyFiles;

/// <summary>Where the elements of a stored array are: their dtype, and their layout from the magic string of the whole array, whose header this has.</summary>
internal sealed record StoredElements(NpyHeader Header, DType DType, ArrayLayout Layout)
{
    internal static StoredElements Of(NpyHeader header) => Of(header, header.DType, header.Layout);

    internal StoredElements Field(string name)
    {
        if (!DType.TryGetField(name, out Field? field))
            ArrayThrow.ArrayHasNoField(name, DType);
        return Of(Header, field.DType, Layout.Part(field.Offset, field.DType.ItemSize, []));
    }

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
}
