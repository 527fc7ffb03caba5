namespace NpyIO.NpyFiles;

/// <summary>File names that promise another format than the verb writes.</summary>
internal static class SavedName
{
    /// <summary>Refuses a single array in a file named as an archive: <c>np.save</c> would append .npy, and <c>np.load</c> and its users go by what follows.</summary>
    /// <exception cref="ArgumentException">The path ends in .npz.</exception>
    internal static void CheckSingle(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            NpyThrow.MisleadingName(path);
    }
}
