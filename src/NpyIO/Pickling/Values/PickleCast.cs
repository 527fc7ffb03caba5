using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Values of pickles as the types that are asked for.</summary>
internal static class PickleCast
{
    /// <summary>The value as T.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it was found, for the message.</param>
    /// <exception cref="InvalidCastException">It is something else.</exception>
    /// <exception cref="NpyFormatException">A sparse matrix is asked for, and the value describes one of which the parts do not fit each other.</exception>
    internal static T To<T>(object? value, object? place)
    {
        if (typeof(T) == typeof(SparseMatrix) && value is PickleObject described && SparseState.TryRead(described) is { } matrix)
            return (T)(object)matrix;
        return ObjectCast.TryTo(value, out T? result) ? result! : PickleThrow.NotOfType<T>(value, place);
    }

    /// <summary>The value of a file as T.</summary>
    internal static T OfFile<T>(object? value, string path)
    {
        try
        {
            return To<T>(value, place: null);
        }
        catch (NpyFormatException e) when (e.IsNotOf(path))
        {
            throw;
        }
    }
}
