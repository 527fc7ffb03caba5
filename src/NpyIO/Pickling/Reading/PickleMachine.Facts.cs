using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NpyIO.Errors;

namespace NpyIO.Pickling;

// What values in a pickle have to be, for those who build something of them.
internal sealed partial class PickleMachine
{
    /// <summary>Throws for content that no pickle of Python's has, where a value is wanted.</summary>
    [DoesNotReturn]
    internal T Fail<T>(string problem, string? expected = null, string? found = null)
    {
        Fail(problem, expected, found);
        return default;
    }

    /// <summary>The integer that a value is; True and False are 1 and 0.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, to begin the message with.</param>
    internal long IntegerOf(object? value, string what) => value switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        BigInteger => Fail<long>($"{what} is an integer of more than 64 bits"),
        _ => Fail<long>($"{what} is no integer", "an integer", Describe.Kind(value)),
    };
}
