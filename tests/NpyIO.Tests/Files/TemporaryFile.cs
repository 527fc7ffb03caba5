namespace NpyIO.Tests.Files;

/// <summary>A folder of its own with one file in it, gone at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal TemporaryFile(byte[]? content = null)
    {
        Folder = Directory.CreateTempSubdirectory("npyio-tests-").FullName;
        Path = System.IO.Path.Combine(Folder, "a.npy");
        if (content is not null)
        {
            File.WriteAllBytes(Path, content);
        }
    }

    internal string Folder { get; }

    internal string Path { get; }

    /// <summary>The names of all files in the folder.</summary>
    internal string[] Names => [.. Directory.GetFileSystemEntries(Folder).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
