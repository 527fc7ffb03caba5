namespace NpyIO.Pickling;

/// <summary>Represents None as a key, because .NET's dictionaries do not accept null.</summary>
internal sealed class NoneKey
{
    internal static readonly NoneKey Instance = new();

    private NoneKey()
    {
    }

    /// <summary>Converts a key to the form in which dictionaries store it.</summary>
    internal static object Held(object? key) => key ?? Instance;

    /// <summary>Converts a stored key back.</summary>
    internal static object? Shown(object key) => key is NoneKey ? null : key;
}
