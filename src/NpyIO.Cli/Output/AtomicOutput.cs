namespace NpyIO.Cli.Output;

/// <summary>Writes files that appear whole or not at all, as the library saves arrays.</summary>
internal static class AtomicOutput
{
    /// <summary>Has a file's content written, and puts it in place when all of it is there.</summary>
    internal static void Write(string path, Action<Utf8Writer> content) => WriteBytes(path, stream =>
    {
        var output = new Utf8Writer(stream);
        content(output);
        output.Flush();
    });

    /// <summary>As <see cref="Write"/>, for bytes.</summary>
    internal static void WriteBytes(string path, Action<Stream> content)
    {
        using var file = AtomicFile.Create(path);
        content(file.Stream);
        file.Complete();
    }
}
