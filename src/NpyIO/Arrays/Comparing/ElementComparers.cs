using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Chooses the comparer of two dtypes.</summary>
internal static class ElementComparers
{
    /// <summary>Returns null if the dtypes have no values that could be equal.</summary>
    internal static ElementComparer? Create(DType actual, DType desired, CompareRule rule)
    {
        NumberType number = NumberTypes.Of(actual), other = NumberTypes.Of(desired);
        if (number != NumberType.None && other != NumberType.None)
            return NumberComparers.Create(number, other, rule);
        return null;
    }
}
