namespace NpyIO.Cli.Input;

/// <summary>Opens files for the commands: by content, from disks and from pipes.</summary>
internal static class InputFile
{
    /// <summary>Reads the header of a single array, and nothing of its data.</summary>
    internal static NpyHeader ReadHeader(string path)
    {
        using FileStream? pipe = OpenPipe(path);
        return pipe is null ? Npy.ReadHeader(path) : Npy.ReadHeader(pipe);
    }

    /// <summary>Loads a single array.</summary>
    internal static NdArray Load(string path, string? entry, NpyReadOptions options)
    {
        using FileStream? pipe = OpenPipe(path);
        if (!string.IsNullOrEmpty(entry))
            throw new ToolException($"has no entry '{entry}': it is a single array");
        return pipe is null ? Npy.Load(path, options) : Npy.Load(pipe, options);
    }

    /// <summary>
    /// Looks at what the file is and refuses what holds no single array. Gives the open stream where it can be read only once (a pipe), null where it can be opened again.
    /// </summary>
    private static FileStream? OpenPipe(string path)
    {
        if (path.Length == 0)
            throw new FileNotFoundException();
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!file.CanSeek)
            return file;
        using (file)
        {
            Span<byte> prefix = stackalloc byte[ContentKindDetector.PrefixLength];
            int length = file.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
            Refuse(ContentKindDetector.Detect(prefix[..length]));
            return null;
        }
    }

    private static void Refuse(ContentKind kind)
    {
        string? what = kind switch
        {
            ContentKind.Archive => "a ZIP archive, as .npz files are",
            ContentKind.Pickle => "a Python pickle",
            ContentKind.Compressed => "compressed data, as joblib writes",
            _ => null,
        };
        if (what is not null)
            throw new ToolException($"{what}; this version of npyio reads single arrays (.npy)");
    }
}
