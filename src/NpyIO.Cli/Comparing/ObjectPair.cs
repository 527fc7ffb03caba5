using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Comparing;

/// <summary>Two values at one place in two others, or the value that only one of them has there.</summary>
/// <param name="Kind">Whether both values are there.</param>
/// <param name="Place">The place; null if it is that of the values that contain them, as of members of sets.</param>
/// <param name="Actual">The actual value.</param>
/// <param name="Desired">The desired value.</param>
internal readonly record struct ObjectPair(FoundKind Kind, ObjectPart? Place, object? Actual, object? Desired)
{
    internal static ObjectPair Of(ObjectPart? place, object? actual, object? desired) => new(FoundKind.Value, place, actual, desired);

    internal static ObjectPair OnlyInActual(ObjectPart? place, object? actual) => new(FoundKind.OnlyInActual, place, actual, null);

    internal static ObjectPair OnlyInDesired(ObjectPart? place, object? desired) => new(FoundKind.OnlyInDesired, place, null, desired);
}
