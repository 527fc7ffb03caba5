namespace NpyIO.Cli.Input;

/// <summary>Keeps what comes through a pipe where it can be read in any order, as an archive must be, whose directory stands at its end.</summary>
internal static class Spool
{
    /// <summary>Reads a stream to its end into a file without a name, which is gone when it is closed, also if the process is killed.</summary>
    internal static FileStream Read(Stream source)
    {
        string path = Path.Combine(Path.GetTempPath(), $".npyio-{Guid.NewGuid():N}.tmp");
        FileOptions gone = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, gone);
        try
        {
            if (!OperatingSystem.IsWindows())
                File.Delete(path);   // where an open file may be without a name
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
