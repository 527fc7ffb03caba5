namespace NpyIO;

/// <summary>How arrays are compared. Two elements are close if |a − d| ≤ atol + rtol·|d|, where d is the desired one: the rule of <c>np.isclose</c>.</summary>
public sealed record CompareOptions
{
    /// <summary>Exact: the same dtype, shape and values, as <c>np.testing.assert_array_equal(actual, desired, strict=True)</c>.</summary>
    public static CompareOptions Default { get; } = new();

    /// <summary>The relative tolerance, for numbers only: NumPy's <c>rtol</c>. 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public double Rtol { get; init => field = Tolerance(value, nameof(Rtol)); }

    /// <summary>The absolute tolerance, for numbers only: NumPy's <c>atol</c>. 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public double Atol { get; init => field = Tolerance(value, nameof(Atol)); }

    /// <summary>Whether NaN equals NaN, and NaT equals NaT: NumPy's <c>equal_nan</c>. True by default.</summary>
    public bool EqualNaN { get; init; } = true;

    /// <summary>
    /// Whether shape and dtype must be the same: NumPy's <c>strict</c>, true by default. Otherwise values compare whatever their dtype, and an array without axes is compared with every
    /// element of the other.
    /// </summary>
    public bool Strict { get; init; } = true;

    internal bool IsExact => Rtol == 0 && Atol == 0;

    private static double Tolerance(double value, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}; it must be 0 or more."));
}
