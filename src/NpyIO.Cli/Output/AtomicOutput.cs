namespace NpyIO.Cli.Output;

/// <summary>Writes files that appear whole or not at all, as the library saves arrays.</summary>
internal static class AtomicOutput
{
    /// <summary>Writes a file while reading another one, and puts it in its place once it is complete.</summary>
    /// <param name="path">The file, to which errors are attributed.</param>
    /// <param name="content">Writes the content.</param>
    /// <param name="close">Closes the input before the file replaces it: both may be the same file.</param>
    internal static void Write(string path, Action<Utf8Writer> content, Action close)
    {
        using AtomicFile file = FileFailedException.Concerning(path, () => AtomicFile.Create(path));
        var output = new Utf8Writer(file.Stream, file: path);
        content(output);
        output.Flush();
        close();
        FileFailedException.Concerning(path, file.Complete);
    }

    /// <summary>Writes a file and puts it in its place once it is complete.</summary>
    internal static void WriteBytes(string path, Action<Stream> content)
    {
        using var file = AtomicFile.Create(path);
        content(file.Stream);
        file.Complete();
    }
}
