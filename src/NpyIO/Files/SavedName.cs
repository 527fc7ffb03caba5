namespace NpyIO.Files;

/// <summary>File names that promise another format than the verb writes: every program that goes by the extension, Python's users included, would be misled.</summary>
internal static class SavedName
{
    internal const string Npy = ".npy";
    internal const string Npz = ".npz";
    internal const string Pickle = ".pkl";
    internal const string Joblib = ".joblib";

    /// <summary>Refuses a path whose extension belongs to another verb. A joblib file is a pickle of a kind, so that those two may have each other's names.</summary>
    /// <param name="path">The path to save to.</param>
    /// <param name="own">The extension of what the verb writes.</param>
    /// <exception cref="ArgumentException">The extension is that of another format.</exception>
    internal static void Check(string path, string own)
    {
        ArgumentNullException.ThrowIfNull(path);
        string extension = Path.GetExtension(path);
        string? verb = VerbOf(extension);
        if (verb is null || verb == VerbOf(own) || (IsPickle(verb) && IsPickle(VerbOf(own)!)))
            return;
        Throw.MisleadingName(path, extension, VerbOf(own)!, own, verb);
    }

    private static string? VerbOf(string extension) => extension.ToLowerInvariant() switch
    {
        Npy => "Npy.Save",
        Npz => "Npz.Save",
        Pickle or ".pickle" => "Pickle.Save",
        Joblib => "Joblib.Save",
        _ => null,
    };

    private static bool IsPickle(string verb) => verb is "Pickle.Save" or "Joblib.Save";
}
