namespace NpyIO.Pickling;

/// <summary>None as a key, which .NET's dictionaries and sets do not take as null.</summary>
internal sealed class NoneKey
{
    internal static readonly NoneKey Instance = new();

    private NoneKey()
    {
    }
}
