using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NpyIO.Errors;

/// <summary>Errors that every layer raises; those of one layer are in a helper of that layer.</summary>
internal static class Throw
{
    internal static NpyFormatException Located(NpyFormatException e, string? path)
    {
        e.AddPath(path);
        return e;
    }

    [DoesNotReturn]
    internal static void Format(NpyFormatReason reason, long offset, string message, string? expected = null, string? found = null) =>
        throw new NpyFormatException($"{message} (at byte {offset})", reason, offset) { Expected = expected, Found = found };

    internal static void IfNegative(long value, [CallerArgumentExpression(nameof(value))] string? name = null) => IfLess(value, 0, name);

    internal static void IfLess(long value, long minimum, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < minimum)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; the minimum is {minimum}.");
    }

    internal static void IfGreater(long value, long maximum, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value > maximum)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; the maximum is {maximum}.");
    }
}
