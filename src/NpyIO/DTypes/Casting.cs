namespace NpyIO;

/// <summary>
/// Which conversions of values are allowed. <see cref="Checked"/> fails where a value would be lost; the others are NumPy's <c>casting</c>, in its words and by its rules
/// (<c>np.can_cast</c>), which look at types and never at values: integers wrap, fractions are cut off.
/// </summary>
public enum Casting
{
    /// <summary>Only of byte order.</summary>
    Equivalent,

    /// <summary>Those that NumPy calls safe: int32 to float64, but also int64 to float64, which rounds beyond 2^53.</summary>
    Safe,

    /// <summary>Safe ones, and those within a kind: float64 to float32, int64 to int32, which wraps.</summary>
    SameKind,

    /// <summary>Any.</summary>
    Unsafe,

    /// <summary>
    /// Between all types of numbers, with an <see cref="OverflowException"/> that names value and index where a value does not survive. An integer takes whole numbers in its range, bool takes 0 and 1,
    /// a float takes integers that it holds exactly; floats are rounded to narrower ones, NaN and infinities included, unless a finite number would become infinite;
    /// a complex number becomes a real one if its imaginary part is 0.
    /// </summary>
    Checked,
}
