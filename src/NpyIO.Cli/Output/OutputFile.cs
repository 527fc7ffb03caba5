namespace NpyIO.Cli.Output;

/// <summary>Writes files that appear whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Has a file's content written, and puts it in place when all of it is there.</summary>
    internal static void Write(string path, Action<Utf8Writer> content)
    {
        using var file = new FileStream(path, FileMode.Create);
        var output = new Utf8Writer(file);
        content(output);
        output.Flush();
    }
}
