namespace NpyIO.Cli.Input;

/// <summary>Limits memory to one large array at a time: .NET collects an unused one only after others have allocated as much again.</summary>
internal static class LargeArrays
{
    /// <summary>Minimum size of an array that is collected at once, in bytes.</summary>
    internal static readonly Threshold MinLarge = new(1 << 24);

    /// <summary>The array must no longer be in use.</summary>
    internal static void Release(NpzEntry entry)
    {
        if (entry.Length >= MinLarge)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);   // also returns the memory to the system
    }
}
