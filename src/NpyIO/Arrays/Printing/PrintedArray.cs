using System.Runtime.CompilerServices;

namespace NpyIO.Arrays.Printing;

/// <summary>An array to print: its shape, and the elements that are shown, which may be all that <paramref name="Elements"/> has.</summary>
/// <param name="Elements">The array, or one with only the elements that are shown.</param>
/// <param name="Shape">The shape of the array.</param>
/// <param name="Axes">Which elements of <paramref name="Elements"/> are shown, axis by axis.</param>
internal sealed record PrintedArray(NdArray Elements, long[] Shape, ShownAxis[] Axes)
{
    internal long Count => ArrayLayout.CountOf(Shape, 0);

    internal static PrintedArray Of(NdArray array, PrintOptions options) => new(array, array.Shape.ToArray(), AxesOf(array, options));

    /// <summary>Of an array of values that must first be written as elements of its dtype, writes only those that are shown.</summary>
    internal static PrintedArray Of<T>(NdArray<T> array, PrintOptions options)
    {
        if (!array.IsHeld)
            return Of(new NdArray(array.DType, array.Memory, array.Layout), options);

        ShownAxis[] axes = ShownAxis.Of(array.Shape, options, 1);
        long[] shape = Array.ConvertAll(axes, axis => axis.Count);
        T[] values = [.. ShownAxis.Offsets(array.Layout.Offset, array.Strides.ToArray(), axes).Select(array.ValueAt)];
        return new PrintedArray(ElementsOf(array, values, shape), array.Shape.ToArray(), Array.ConvertAll(axes, axis => axis.Gathered()));
    }

    private static ShownAxis[] AxesOf(NdArray array, PrintOptions options) => ShownAxis.Of(array.Shape, options, ShownElements.ValuesIn(array.DType, options));

    private static NdArray ElementsOf<T>(NdArray<T> array, T[] values, long[] shape)
    {
        try
        {
            return new NdArray<T>(array.DType, ManagedMemory.Of(values), ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>())).ToNdArray();
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            // A value that the dtype cannot hold has been assigned.
            return NdArray.FromObjects(values).Reshape(shape);
        }
    }
}
