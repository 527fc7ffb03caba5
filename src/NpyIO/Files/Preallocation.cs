namespace NpyIO.Files;

/// <summary>Whether to tell the file system how long a new file will be.</summary>
internal static class Preallocation
{
    /// <summary>Below this many bytes there is nothing to gain.</summary>
    private const long Smallest = 1 << 20;

    /// <summary>What to ask for, in bytes; 0 for nothing.</summary>
    internal static long For(string path, long length) => length < Smallest ? 0 : length;
}
