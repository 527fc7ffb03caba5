using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NpyIO.Errors;

namespace NpyIO.Pickling;

// Checks and conversions of values, for the code that builds objects.
internal sealed partial class PickleMachine
{
    /// <summary>Fails in an expression that needs a value.</summary>
    [DoesNotReturn]
    internal T Fail<T>(string problem, string? expected = null, string? found = null)
    {
        Fail(problem, expected, found);
        return default;
    }

    /// <summary>Returns an integer; True and False are 1 and 0. <paramref name="what"/> is the subject of the error message.</summary>
    internal long IntegerOf(object? value, string what) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger => Fail<long>($"{what} is an integer of more than 64 bits"),
        _ => Fail<long>($"{what} is no integer", "an integer", Describe.Kind(value)),
    };
}
