namespace NpyIO.Cli.Output;

/// <summary>Writes files that appear whole or not at all, as the library saves arrays.</summary>
internal static class AtomicOutput
{
    /// <summary>Errors are attributed to <paramref name="path"/>. <paramref name="close"/> closes the input before the file replaces it: both may be the same file.</summary>
    internal static void Write(string path, Action<Utf8Writer> content, Action close)
    {
        using AtomicFile file = FileFailedException.Concerning(path, () => AtomicFile.Create(path));
        var output = new Utf8Writer(file.Stream, file: path);
        content(output);
        output.Flush();
        close();
        FileFailedException.Concerning(path, file.Complete);
    }

    internal static void WriteBytes(string path, Action<Stream> content)
    {
        using var file = AtomicFile.Create(path);
        content(file.Stream);
        file.Complete();
    }
}
