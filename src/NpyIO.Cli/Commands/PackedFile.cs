namespace NpyIO.Cli.Commands;

/// <summary>What <c>npyio pack</c> puts into an archive.</summary>
/// <param name="Word">The word on the command line.</param>
/// <param name="Name">What the array is called in the archive.</param>
/// <param name="Path">The file.</param>
internal sealed record PackedFile(string Word, string Name, string Path)
{
    /// <summary>Understands <c>NAME=FILE</c>, or a file that gives the array its name.</summary>
    internal static PackedFile Parse(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new PackedFile(word, System.IO.Path.GetFileNameWithoutExtension(word), word)
            : new PackedFile(word, word[..equals], word[(equals + 1)..]);
    }

    /// <summary>How long the file is, in bytes; 0 for a pipe, and for one that cannot be opened.</summary>
    internal long Length()
    {
        var file = new FileInfo(Path);
        return file.Exists ? file.Length : 0;
    }
}
