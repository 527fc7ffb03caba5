using NpyIO.Errors;

namespace NpyIO;

/// <summary>Options for printing arrays, with NumPy's defaults: <c>np.set_printoptions</c>.</summary>
public sealed record PrintOptions
{
    /// <summary>The defaults, which are NumPy's.</summary>
    public static PrintOptions Default { get; } = new();

    /// <summary>The maximum number of elements that are all printed; of a longer array only the edges of each axis are. 1000 by default; <see cref="long.MaxValue"/> prints all elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Threshold { get; init => field = AtLeast(0, value); } = 1000;

    /// <summary>The number of elements at the beginning and at the end of an axis that are printed of a long array: NumPy's <c>edgeitems</c>. 3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int EdgeItems { get; init => field = (int)AtLeast(1, value); } = 3;

    /// <summary>The same for the first axis, if that is another number: with 500, up to 1,000 rows are all printed, each of them shortened. NumPy has no counterpart. Null by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? FirstAxisEdgeItems { get; init => field = value is { } given ? (int)AtLeast(1, given) : null; }

    /// <summary>The maximum number of digits after the decimal point of floating-point numbers. 8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Precision { get; init => field = (int)AtLeast(0, value); } = 8;

    /// <summary>The width of a line, in characters; longer ones are broken between elements. 75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int LineWidth { get; init => field = (int)AtLeast(1, value); } = 75;

    /// <summary>Whether small numbers are printed as 0 rather than all with an exponent.</summary>
    public bool Suppress { get; init; }

    private static long AtLeast(long minimum, long value)
    {
        Throw.IfLess(value, minimum);
        return value;
    }
}
