namespace NpyIO.Cli.Input;

/// <summary>Keeps the tool's memory to one large array at a time: .NET would collect one that nobody needs any more only when others have taken as much again.</summary>
internal static class LargeArrays
{
    /// <summary>Arrays of this many bytes, or more, are collected at once.</summary>
    internal static readonly Threshold LeastLarge = new(1 << 24);

    /// <summary>Collects an archive's array that has been loaded and is no longer used.</summary>
    internal static void Release(NpzEntry entry)
    {
        if (entry.Length >= LeastLarge)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);   // and gives the memory back
    }
}
