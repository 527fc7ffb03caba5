namespace NpyIO.Benchmarks.Workers;

/// <summary>A library that is measured in this process.</summary>
internal abstract class Rival
{
    /// <summary>Its name and version, and the runtime's.</summary>
    internal abstract string Version { get; }

    /// <summary>Makes an operation ready.</summary>
    /// <exception cref="NotSupportedException">The library has no such operation.</exception>
    internal abstract Operation Prepare(string operation, int threads, string path);

    /// <summary>Gives a result's memory back, where the library does not leave that to the garbage collector.</summary>
    internal virtual void Release(object? result)
    {
    }

    /// <summary>The files of a directory, in their order.</summary>
    protected static string[] FilesOf(string directory)
    {
        string[] files = Directory.GetFiles(directory);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>A name for a new file beside the data, one for every iteration.</summary>
    protected static string SavePath(string path, int iteration, string extension = "npy") => $"{path}.{Environment.ProcessId}.{iteration}.saved.{extension}";

    /// <summary>What is compared of an operation that writes a file and returns its path.</summary>
    protected static string SizeOf(object? path) => Fingerprints.OfFile((string)path!);

    /// <summary>Removes what <see cref="SavePath"/> named.</summary>
    protected static void DeleteSaved(string path)
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.{Environment.ProcessId}.*.saved.*"))
            File.Delete(file);
    }
}
