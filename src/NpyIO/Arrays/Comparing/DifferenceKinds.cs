namespace NpyIO;

/// <summary>In what two arrays differ.</summary>
[Flags]
public enum DifferenceKinds
{
    /// <summary>Nothing differs.</summary>
    None = 0,

    /// <summary>The shapes; no elements are compared then.</summary>
    Shape = 1,

    /// <summary>The dtypes, or they have no values that could be equal; no elements are compared then.</summary>
    DType = 2,

    /// <summary>The places of NaN or NaT.</summary>
    NaN = 4,

    /// <summary>The places or signs of infinities.</summary>
    Infinity = 8,

    /// <summary>Other values.</summary>
    Value = 16,
}
