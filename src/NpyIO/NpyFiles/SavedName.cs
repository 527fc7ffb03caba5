namespace NpyIO.NpyFiles;

/// <summary>Checks that a file name does not suggest another format.</summary>
internal static class SavedName
{
    /// <summary>Throws an <see cref="ArgumentException"/> for a single array in a file named <c>.npz</c>: <c>np.save</c> would append .npy, and readers go by the name.</summary>
    internal static void CheckSingle(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            NpyThrow.MisleadingName(path);
    }
}
