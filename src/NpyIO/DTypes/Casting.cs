namespace NpyIO;

/// <summary>
/// Which conversions of values are allowed. <see cref="Checked"/> fails if a value would be lost; the others are NumPy's <c>casting</c>, with the same names and rules
/// (<c>np.can_cast</c>), which check types and never values: integers wrap, fractions are truncated.
/// </summary>
public enum Casting
{
    /// <summary>Changes of byte order only.</summary>
    Equivalent,

    /// <summary>Conversions that NumPy calls safe: int32 to float64, but also int64 to float64, which rounds beyond 2^53.</summary>
    Safe,

    /// <summary>Safe conversions, and those within a kind: float64 to float32, int64 to int32, which wraps.</summary>
    SameKind,

    /// <summary>Any conversion.</summary>
    Unsafe,

    /// <summary>
    /// Conversions between all number types, with an <see cref="OverflowException"/> that has the value and its index if a value would be lost.
    /// Integers accept whole numbers in range, bool accepts 0 and 1, floats accept integers that they can represent exactly. Floats are rounded to narrower floats,
    /// NaN and infinities included, unless a finite number would become infinite; a complex number becomes a real one if its imaginary part is 0.
    /// </summary>
    Checked,
}
