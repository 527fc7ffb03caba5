using NpyIO.Arrays;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A NumPy <c>numpy.ma.MaskedArray</c>: an array, and a mask of its invalid elements.</summary>
public sealed class MaskedArray : IDescribed, IHasParts, IPythonValue
{
    /// <summary>Creates a masked array. It keeps the arrays; they are not copied.</summary>
    /// <param name="data">The elements.</param>
    /// <param name="mask">
    /// True for masked elements, in the shape of the data. Its dtype is bool, or for records that of <c>numpy.ma.make_mask_descr</c>: bool instead of every number, without padding.
    /// </param>
    /// <param name="fillValue">The value that replaces masked elements if one is needed, as a 0-d array; <see langword="null"/> for the dtype's default.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the mask has the wrong dtype.</exception>
    public MaskedArray(NdArray data, NdArray mask, NdArray? fillValue = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(mask);
        if (!data.Shape.SequenceEqual(mask.Shape))
            PickleThrow.MaskOfOtherShape(data, mask);
        if (MaskDType.Of(data.DType) is { } expected && !expected.Equals(mask.DType))
            PickleThrow.MaskOfOtherDType(expected, mask);
        Data = data;
        Mask = mask;
        FillValue = fillValue;
    }

    /// <summary>The elements, including the masked ones.</summary>
    public NdArray Data { get; }

    /// <summary>True for masked elements; for records, field by field.</summary>
    public NdArray Mask { get; }

    /// <summary>The value that replaces masked elements if one is needed; <see langword="null"/> for the dtype's default.</summary>
    public NdArray? FillValue { get; }

    IEnumerable<(object? Mine, object? Other)> IHasParts.PairParts(object other)
    {
        var array = (MaskedArray)other;
        return [(Data, array.Data), (Mask, array.Mask), (FillValue, array.FillValue)];
    }

    string IDescribed.Description => $"a masked {Data.Summary}";

    void IPythonValue.AppendTo(PythonRepr repr) => repr.Value(Data);

    /// <summary>Returns what <c>str</c> of NumPy prints of the data, the masked elements included.</summary>
    public override string ToString() => Data.ToString();
}
