using System.Reflection;

namespace NpyIO;

/// <summary>Finds the source file of a test by the path that the compiler knew.</summary>
internal static class SourcePath
{
    /// <summary>The key under which the package's .props file puts the folder of the project into the test assembly.</summary>
    internal const string MetadataKey = "NpyIO.Testing.ProjectDirectory";

    /// <summary>Returns the path of a source file on this machine, or null if it is not there.</summary>
    internal static string? Find(string compiledPath) => Find(compiledPath, ProjectFolders());

    internal static string? Find(string compiledPath, IEnumerable<string> projectFolders)
    {
        if (Path.IsPathFullyQualified(compiledPath) && File.Exists(compiledPath))
            return compiledPath;

        // A deterministic build writes /_/tests/Foo/Bar.cs for /home/me/repository/tests/Foo/Bar.cs; the project's folder is /home/me/repository/tests/Foo.
        string[] parts = compiledPath.Split('/', '\\');
        return Enumerable.Range(0, parts.Length)
            .SelectMany(i => projectFolders.SelectMany(folder => Places(folder, Path.Combine(parts[i..]))))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>In the project's folder and those around it; a bare name only in the project's folder, since other files may have it.</summary>
    private static IEnumerable<string> Places(string folder, string ending)
    {
        for (string? parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            yield return Path.Combine(parent, ending);
            if (Path.GetFileName(ending) == ending)
                yield break;
        }
    }

    private static IEnumerable<string> ProjectFolders() => AppDomain.CurrentDomain.GetAssemblies()
        .SelectMany(assembly => assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        .Where(attribute => attribute is { Key: MetadataKey, Value: not null })
        .Select(attribute => attribute.Value!);
}
