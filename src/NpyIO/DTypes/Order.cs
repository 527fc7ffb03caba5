namespace NpyIO;

/// <summary>The order of an array's elements in memory: NumPy's <c>order</c>.</summary>
public enum Order
{
    /// <summary>The last axis varies fastest (row-major).</summary>
    C,

    /// <summary>The first axis varies fastest (column-major).</summary>
    Fortran,

    /// <summary>The order the array already has, or C if it has neither. NumPy's <c>'A'</c>.</summary>
    Keep,
}
