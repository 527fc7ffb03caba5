using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Values of pickles as the types that are asked for.</summary>
internal static class PickleCast
{
    /// <summary>The value as T.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it was found, for the message.</param>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    internal static T To<T>(object? value, object? place) => ObjectCast.TryTo(value, out T? result) ? result! : Throw.NotOfType<T>(value, place);
}
