using NpyIO.Cli.Commands;

namespace NpyIO.Cli;

/// <summary>One-line messages for files that cannot be read or written.</summary>
internal static class ErrorText
{
    /// <summary>Returns a message for an exception about <paramref name="file"/>, or about no file if it is null.</summary>
    internal static string Of(Exception exception, string? file) => exception switch
    {
        NpyFormatException format => Of(format),
        ToolException or InvalidOperationException or OverflowException => exception.Message,
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        UnauthorizedAccessException => file is not null && Directory.Exists(file) ? "is a directory" : "permission denied",
        PathTooLongException => "the path is too long",
        OutOfMemoryException => "not enough memory",
        ArgumentException argument => WithoutParameter(argument),
        IOException => WithoutPath(exception.Message, file),
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    /// <summary>Returns the message without the path, since the line begins with it, and with the tool's option in place of the library's.</summary>
    internal static string Of(NpyFormatException exception)
    {
        string start = $"{exception.Path}: ";
        string message = exception.Path is not null && exception.Message.StartsWith(start, StringComparison.Ordinal) ? exception.Message[start.Length..] : exception.Message;
        return message.Replace($"{nameof(JoblibReadOptions)}.{nameof(JoblibReadOptions.MaxDecompressedLength)}", SharedOptions.MaxDecompressedLengthName, StringComparison.Ordinal);
    }

    /// <summary>Removes the parameter name at the end of .NET's message, which only programmers understand.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        string end = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(end, StringComparison.Ordinal) ? exception.Message[..^end.Length] : exception.Message;
    }

    /// <summary>Removes the path from .NET's message, since the line begins with it.</summary>
    private static string WithoutPath(string message, string? file)
    {
        if (file is null)
            return message;
        int colon = message.IndexOf(" : '", StringComparison.Ordinal);
        return colon > 0 && message.EndsWith('\'') ? message[..colon] : message;
    }
}
