namespace NpyIO.Arrays;

/// <summary>A date or a time span as NumPy would store it.</summary>
/// <param name="Count">The count of units, native.</param>
/// <param name="DType">The dtype, with its unit, in native byte order.</param>
internal readonly record struct TimeCount(long Count, DType DType)
{
    internal bool IsNaT => Count == Datetime64.NaTValue;

    /// <summary>A 0-d array of it.</summary>
    internal NdArray ToArray() => NdArray.FromArray(new[] { Count }).View(DType).At(0);
}
