namespace NpyIO.Cli.Output;

/// <summary>Writes files that appear whole or not at all, as the library saves arrays.</summary>
internal static class AtomicOutput
{
    /// <summary>Has a file's content written while it is being read from another file, and puts it in place when all of it is there.</summary>
    /// <param name="path">The file, whose failures are told as its own.</param>
    /// <param name="content">Writes the content.</param>
    /// <param name="close">Closes what it comes from, before the file takes its place: it may be the same one.</param>
    internal static void Write(string path, Action<Utf8Writer> content, Action close)
    {
        using AtomicFile file = FileFailedException.Concerning(path, () => AtomicFile.Create(path));
        var output = new Utf8Writer(file.Stream, file: path);
        content(output);
        output.Flush();
        close();
        FileFailedException.Concerning(path, file.Complete);
    }

    /// <summary>Has a file's bytes written, and puts it in place when all of them are there.</summary>
    internal static void WriteBytes(string path, Action<Stream> content)
    {
        using var file = AtomicFile.Create(path);
        content(file.Stream);
        file.Complete();
    }
}
