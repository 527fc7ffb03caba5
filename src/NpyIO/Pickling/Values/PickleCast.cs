namespace NpyIO.Pickling;

/// <summary>Values of pickles as the types that are asked for.</summary>
internal static class PickleCast
{
    /// <summary>The value as T.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it was found, for the message.</param>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    internal static T To<T>(object? value, object? place)
    {
        if (value is T wanted)
            return wanted;
        return value is null && default(T) is null ? default! : Throw.NotOfType<T>(value, place);
    }
}
