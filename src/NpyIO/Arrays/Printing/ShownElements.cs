namespace NpyIO.Arrays.Printing;

/// <summary>The elements of an array that are printed: all that a format needs to see. Fields of records and elements of sub-arrays are such elements, too.</summary>
internal sealed class ShownElements
{
    private readonly ArrayLayout _layout;
    private readonly ShownAxis[] _axes;

    internal ShownElements(ArrayMemory memory, DType dtype, ArrayLayout layout, ShownAxis[] axes)
    {
        while (dtype.Base is { } inner)
        {
            // As in an array, the axes of a sub-array follow.
            layout = layout.Part(0, inner.ItemSize, dtype.Shape);
            axes = [.. axes, .. AxesOf(dtype.Shape, axes)];
            dtype = inner;
        }

        Memory = memory;
        DType = dtype;
        _layout = layout;
        _axes = axes;
    }

    internal ArrayMemory Memory { get; }

    internal DType DType { get; }

    /// <summary>Whether it is a single element, of an array without axes.</summary>
    internal bool IsScalar => _axes.Length == 0;

    internal ShownElements Field(Field field) => new(Memory, field.DType, _layout.Part(field.Offset, field.DType.ItemSize, []), _axes);

    /// <summary>Enumerates the offsets of the elements in the memory, in bytes and in C order.</summary>
    internal IEnumerable<long> Offsets() => ShownAxis.Offsets(_layout, _axes);

    /// <summary>The number of values that an element prints.</summary>
    internal static double ValuesIn(DType dtype, PrintOptions options)
    {
        if (dtype.Base is { } inner)
        {
            double count = ValuesIn(inner, options);
            foreach (ShownAxis axis in ShownAxis.Of(dtype.Shape, ArrayLayout.CountOf(dtype.Shape, 0), options, count))
                count *= axis.Count;
            return count;
        }

        double values = 1;
        foreach (Field field in dtype.FieldSpan)
            values += ValuesIn(field.DType, options);
        return values;
    }

    // NumPy's widths depend on all elements of a sub-array, also on those that it leaves out. Here, too, unless there are very many.
    private static ShownAxis[] AxesOf(ReadOnlySpan<long> shape, ShownAxis[] outer)
    {
        ShownAxis[] whole = Array.ConvertAll(shape.ToArray(), ShownAxis.Whole);
        double count = 1;
        foreach (ShownAxis axis in (ShownAxis[])[.. outer, .. whole])
            count *= axis.Count;
        return count <= ShownAxis.MaxShown ? whole : ShownAxis.Of(shape, long.MaxValue, PrintOptions.Default, 1);
    }
}
