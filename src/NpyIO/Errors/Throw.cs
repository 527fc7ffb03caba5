using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NpyIO.Errors;

/// <summary>Errors that every layer raises; those of one layer are in its own helper.</summary>
internal static class Throw
{
    /// <summary>An exception with the path of its file.</summary>
    internal static NpyFormatException Located(NpyFormatException e, string? path)
    {
        e.IsNotOf(path);
        return e;
    }

    /// <summary>Throws for bad content; the offset is added to the message.</summary>
    [DoesNotReturn]
    internal static void Format(NpyFormatReason reason, long offset, string message, string? expected = null, string? found = null) =>
        throw new NpyFormatException($"{message} (at byte {offset})", reason, offset) { Expected = expected, Found = found };

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
