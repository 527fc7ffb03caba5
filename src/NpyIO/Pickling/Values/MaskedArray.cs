using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>A NumPy <c>numpy.ma.MaskedArray</c>: an array, and which of its elements do not count.</summary>
public sealed class MaskedArray : IDescribed
{
    /// <summary>A masked array.</summary>
    /// <param name="data">The elements.</param>
    /// <param name="mask">Of the same shape: true where an element does not count. Its dtype is bool, for records that of <c>numpy.ma.make_mask_descr</c>: bool in place of every number, without padding.</param>
    /// <param name="fillValue">What stands for such an element where one has to: an array without axes, or <see langword="null"/> for the dtype's default.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the mask has another dtype.</exception>
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

    /// <summary>The elements, those that do not count among them.</summary>
    public NdArray Data { get; }

    /// <summary>True (for records, field by field) where an element does not count.</summary>
    public NdArray Mask { get; }

    /// <summary>What stands for an element that does not count, where something has to; <see langword="null"/> for the dtype's default.</summary>
    public NdArray? FillValue { get; }

    string IDescribed.Description => $"a {ToString()}";

    /// <summary>Dtype and shape, for people.</summary>
    public override string ToString() => $"masked {Data}";
}
