namespace NpyIO.Pickling;

/// <summary>None as a key, which .NET's dictionaries and sets do not take as null.</summary>
internal sealed class NoneKey
{
    internal static readonly NoneKey Instance = new();

    private NoneKey()
    {
    }

    /// <summary>A key as .NET's dictionaries take it.</summary>
    internal static object Held(object? key) => key ?? Instance;

    /// <summary>A key of such a dictionary as it is shown.</summary>
    internal static object? Shown(object key) => key is NoneKey ? null : key;
}
