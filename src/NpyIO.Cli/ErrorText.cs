using NpyIO.Cli.Commands;

namespace NpyIO.Cli;

/// <summary>The reason, in one line, why a file could not be read or written.</summary>
internal static class ErrorText
{
    /// <summary>Puts an exception into words; <paramref name="file"/> is the file it concerns, if it concerns one.</summary>
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

    /// <summary>What is wrong with a file's content, without the path, which the line begins with already, and with the tool's name for the library's option.</summary>
    internal static string Of(NpyFormatException exception)
    {
        string start = $"{exception.Path}: ";
        string message = exception.Path is not null && exception.Message.StartsWith(start, StringComparison.Ordinal) ? exception.Message[start.Length..] : exception.Message;
        return message.Replace($"{nameof(JoblibReadOptions)}.{nameof(JoblibReadOptions.MaxDecompressedLength)}", SharedOptions.MaxDecompressedLengthName, StringComparison.Ordinal);
    }

    /// <summary>.NET ends the message with the parameter's name, which means something to programmers alone.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        string end = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(end, StringComparison.Ordinal) ? exception.Message[..^end.Length] : exception.Message;
    }

    /// <summary>.NET ends many of its messages with the path, which the line begins with already.</summary>
    private static string WithoutPath(string message, string? file)
    {
        if (file is null)
            return message;
        int colon = message.IndexOf(" : '", StringComparison.Ordinal);
        return colon > 0 && message.EndsWith('\'') ? message[..colon] : message;
    }
}
