using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Casts values of pickles to the types that callers ask for.</summary>
internal static class PickleCast
{
    /// <summary><paramref name="place"/> is the key or file of the value, for the message.</summary>
    internal static T To<T>(object? value, object? place)
    {
        if (typeof(T) == typeof(SparseMatrix) && value is PickleObject described && SparseState.TryRead(described) is { } matrix)
            return (T)(object)matrix;
        return ObjectCast.TryTo(value, out T? result) ? result! : PickleThrow.NotOfType<T>(value, place);
    }

    internal static T OfFile<T>(object? value, string path)
    {
        try
        {
            return To<T>(value, place: null);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }
}
