using System.Runtime.CompilerServices;

namespace NpyIO;

// The errors of numbers that are out of range: the platform's own helpers write the number as the current culture does.
internal static partial class Throw
{
    /// <summary>Throws for a number below 0.</summary>
    internal static void IfNegative(long value, [CallerArgumentExpression(nameof(value))] string? name = null) => IfLess(value, 0, name);

    /// <summary>Throws for a number below a minimum.</summary>
    internal static void IfLess(long value, long minimum, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < minimum)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; the minimum is {minimum}.");
    }

    /// <summary>Throws for a number above a maximum.</summary>
    internal static void IfGreater(long value, long maximum, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value > maximum)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; the maximum is {maximum}.");
    }
}
