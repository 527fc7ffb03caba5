namespace NpyIO.Cli.Commands;

/// <summary>A file that <c>npyio pack</c> adds to an archive.</summary>
/// <param name="Word">The argument on the command line.</param>
/// <param name="Name">The array's name in the archive.</param>
/// <param name="Path">The file's path.</param>
internal sealed record PackedFile(string Word, string Name, string Path)
{
    /// <summary>Parses <c>NAME=FILE</c>, or a file whose name becomes the array's.</summary>
    internal static PackedFile Parse(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new PackedFile(word, System.IO.Path.GetFileNameWithoutExtension(word), word)
            : new PackedFile(word, word[..equals], word[(equals + 1)..]);
    }

    /// <summary>The file's length in bytes; 0 for a pipe or a file that cannot be opened.</summary>
    internal long Length()
    {
        var file = new FileInfo(Path);
        return file.Exists ? file.Length : 0;
    }
}
