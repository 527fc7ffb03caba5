namespace NpyIO.Pickling;

/// <summary>What NumPy's own functions and classes give.</summary>
internal static class NumPyGlobals
{
    /// <summary>The names, each with what a call of it gives.</summary>
    internal static IEnumerable<(string Module, string Name, KnownCall Call)> Rows => [];
}
