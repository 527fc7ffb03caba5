namespace NpyIO.Cli.Input;

/// <summary>Copies a pipe to a temporary file that can seek, because an archive's directory is at its end.</summary>
internal static class Spool
{
    /// <summary>Reads a stream to its end into a file without a name. It disappears when it is closed, even if the process is killed.</summary>
    internal static FileStream Read(Stream source)
    {
        string path = Path.Combine(Path.GetTempPath(), $".npyio-{Guid.NewGuid():N}.tmp");
        FileOptions gone = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, gone);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.Delete(path);   // an open file stays usable without a name
            source.CopyTo(file, 1 << 20);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
