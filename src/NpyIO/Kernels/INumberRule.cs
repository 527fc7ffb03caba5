namespace NpyIO.Kernels;

/// <summary>How numbers of one type are compared, and their differences measured, as NumPy does. Distances are of the type of <c>abs(x - y)</c>, ratios of that divided by <c>abs(y)</c>.</summary>
internal interface INumberRule<T, TDistance, TRatio>
    where T : unmanaged
    where TDistance : unmanaged
    where TRatio : unmanaged
{
    bool IsNaN(T value);

    bool IsInfinity(T value);

    bool IsZero(T value);

    /// <summary>Whether two numbers are equal; NaN is not.</summary>
    bool AreEqual(T actual, T desired);

    /// <summary>Whether the distance is within the tolerance. The desired number is finite.</summary>
    bool IsWithin(T actual, T desired, Tolerance tolerance);

    /// <summary>Whether none of the numbers differ, as far as that can be said quickly.</summary>
    bool AreSurelyClose(ReadOnlySpan<T> actual, ReadOnlySpan<T> desired, Tolerance tolerance, NaNRule nan);

    TDistance Distance(T actual, T desired);

    /// <summary>The desired number is not 0.</summary>
    TRatio Ratio(TDistance distance, T desired);

    /// <summary>The greater one, or NaN if one is: <c>np.maximum</c>.</summary>
    TDistance Greater(TDistance one, TDistance other);

    TRatio Greater(TRatio one, TRatio other);
}
