namespace NpyIO.Arrays.Printing;

/// <summary>The elements of an array that are printed: all that a format needs to see. Fields of records and elements of sub-arrays are such elements, too.</summary>
internal sealed class ShownElements
{
    private readonly long _offset;
    private readonly long[] _strides;
    private readonly ShownAxis[] _axes;
    private readonly PrintOptions _options;

    /// <summary>The offset of the first element, and the strides, are in bytes. There may be more axes than an array can have.</summary>
    internal ShownElements(ArrayMemory memory, DType dtype, long offset, long[] strides, ShownAxis[] axes, PrintOptions options)
    {
        while (dtype.Base is { } inner)
        {
            // As in an array, the axes of a sub-array follow.
            axes = [.. axes, .. AxesOf(dtype.Shape, axes, options)];
            strides = [.. strides, .. ArrayLayout.ContiguousStrides(dtype.Shape, inner.ItemSize, Order.C)];
            dtype = inner;
        }

        Memory = memory;
        DType = dtype;
        _offset = offset;
        _strides = strides;
        _axes = axes;
        _options = options;
    }

    internal ArrayMemory Memory { get; }

    internal DType DType { get; }

    /// <summary>Whether it is a single element, of an array without axes.</summary>
    internal bool IsScalar => _axes.Length == 0;

    internal static ShownElements Of(NdArray array, ShownAxis[] axes, PrintOptions options) =>
        new(array.Memory, array.DType, array.Layout.Offset, array.Strides.ToArray(), axes, options);

    internal ShownElements Field(Field field) => new(Memory, field.DType, _offset + field.Offset, _strides, _axes, _options);

    /// <summary>Enumerates the offsets of the elements in the memory, in bytes and in C order.</summary>
    internal IEnumerable<long> Offsets() => ShownAxis.Offsets(_offset, _strides, _axes);

    /// <summary>The number of values that an element prints.</summary>
    internal static double ValuesIn(DType dtype, PrintOptions options)
    {
        if (dtype.Base is { } inner)
        {
            double count = ValuesIn(inner, options);
            foreach (ShownAxis axis in ShownAxis.Of(dtype.Shape, options, count))
                count *= axis.Count;
            return count;
        }

        double values = 1;
        foreach (Field field in dtype.FieldSpan)
            values += ValuesIn(field.DType, options);
        return values;
    }

    // NumPy's widths depend on all elements of a sub-array, also on those that it leaves out. Here, too, unless there are very many.
    private static ShownAxis[] AxesOf(ReadOnlySpan<long> shape, ShownAxis[] outer, PrintOptions options)
    {
        ShownAxis[] whole = Array.ConvertAll(shape.ToArray(), ShownAxis.Whole);
        double count = 1;
        foreach (ShownAxis axis in (ShownAxis[])[.. outer, .. whole])
            count *= axis.Count;
        return count <= ShownAxis.MaxShown ? whole : ShownAxis.Of(shape, options, 1);
    }
}
