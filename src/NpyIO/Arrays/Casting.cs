namespace NpyIO;

/// <summary>Which conversions of values are allowed: NumPy's <c>casting</c>, in its words and by its rules (<c>np.can_cast</c>).</summary>
public enum Casting
{
    /// <summary>Only of byte order.</summary>
    Equivalent,

    /// <summary>Those that keep every value: int32 to float64.</summary>
    Safe,

    /// <summary>Safe ones, and those within a kind: float64 to float32.</summary>
    SameKind,

    /// <summary>Any.</summary>
    Unsafe,
}
