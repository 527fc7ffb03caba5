namespace NpyIO.Files;

/// <summary>The file system's errors while a file is written, in terms of the path the caller gave: that of a temporary file says nothing to anyone.</summary>
internal static class OutputError
{
    /// <summary>An error of the same type that names the given path, with the original inside; null where there is nothing to rename.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="temporary">The name of the file that is written, if it has one of its own.</param>
    /// <param name="target">The full path of the file that it is to be.</param>
    internal static Exception? Naming(string path, Exception error, string? temporary, string target)
    {
        string message = temporary is null ? error.Message : error.Message.Replace($"'{temporary}'", $"'{path}'", StringComparison.Ordinal);
        message = message.Replace($"'{target}'", $"'{path}'", StringComparison.Ordinal);
        return message == error.Message ? null : error switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException(message, error),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, error),
            FileNotFoundException => new FileNotFoundException(message, path, error),
            PathTooLongException => new PathTooLongException(message, error),
            IOException => new IOException(message, error) { HResult = error.HResult },
            _ => null,
        };
    }
}
