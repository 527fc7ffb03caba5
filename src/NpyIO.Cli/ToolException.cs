using NpyIO.Cli.Commands;

namespace NpyIO.Cli;

/// <summary>A file is readable but not usable for the command; the message is the reason in one line.</summary>
internal sealed class ToolException(string message) : Exception(message);

/// <summary>An error that concerns another file than the current one, such as the output while an input is read.</summary>
internal sealed class FileFailedException(string file, Exception cause) : Exception(cause.Message, cause)
{
    internal string File => file;

    internal Exception Cause => InnerException!;

    /// <summary>Attributes the work's errors to the file.</summary>
    internal static void Concerning(string file, Action work) => Concerning(file, () =>
    {
        work();
        return true;
    });

    internal static T Concerning<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not FileFailedException)
        {
            throw new FileFailedException(file, exception);
        }
    }
}

/// <summary>One-line messages for files that cannot be read or written.</summary>
internal static class ErrorText
{
    /// <summary><paramref name="file"/> is null for an exception about no file.</summary>
    internal static string Of(Exception exception, string? file) => exception switch
    {
        NpyFormatException format => Of(format),
        ToolException => exception.Message,
        InvalidOperationException or OverflowException or NotSupportedException => WithOptions(exception.Message),
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        UnauthorizedAccessException => file is not null && Directory.Exists(file) ? "is a directory" : "permission denied",
        PathTooLongException => "the path is too long",
        OutOfMemoryException => "not enough memory",
        ArgumentException argument => WithoutParameter(argument),
        IOException => WithOptions(WithoutPath(exception.Message, file)),
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    // Without the path, since the line begins with it, and with the tool's option in place of the library's.
    internal static string Of(NpyFormatException exception)
    {
        string start = $"{exception.Path}: ";
        string message = exception.Path is not null && exception.Message.StartsWith(start, StringComparison.Ordinal) ? exception.Message[start.Length..] : exception.Message;
        return WithOptions(message);
    }

    private static string WithOptions(string message) => message
        .Replace($"{nameof(JoblibReadOptions)}.{nameof(JoblibReadOptions.MaxDecompressedLength)}", SharedOptions.MaxDecompressedLengthName, StringComparison.Ordinal)
        .Replace($" ({nameof(NpyAppendOptions)}.{nameof(NpyAppendOptions.Wait)})", "", StringComparison.Ordinal)
        .Replace($"Set {nameof(NpyAppendOptions)}.{nameof(NpyAppendOptions.Rewrite)} to allow that.", $"{AppendCommand.RewriteName} allows that.", StringComparison.Ordinal)
        .Replace($"{nameof(Npy)}.{nameof(Npy.Repair)}", $"'npyio append' with {AppendCommand.RepairName}", StringComparison.Ordinal);

    // Only programmers understand the parameter name at the end of .NET's message.
    private static string WithoutParameter(ArgumentException exception)
    {
        string end = $" (Parameter '{exception.ParamName}')";
        return exception.Message.EndsWith(end, StringComparison.Ordinal) ? exception.Message[..^end.Length] : exception.Message;
    }

    // The line begins with the path already.
    private static string WithoutPath(string message, string? file)
    {
        if (file is null)
            return message;
        int colon = message.IndexOf(" : '", StringComparison.Ordinal);
        return colon > 0 && message.EndsWith('\'') ? message[..colon] : message;
    }
}

/// <summary>Collects the problems of a file's entries while the others are processed, and reports them at the end in one line.</summary>
internal sealed class ErrorCollector
{
    private string? _first;
    private int _more;

    /// <summary>Returns false if the entry is bad.</summary>
    internal bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (exception is NpyFormatException or ToolException)
        {
            Add(exception is NpyFormatException format ? ErrorText.Of(format) : exception.Message);
            return false;
        }
    }

    internal void Add(string reason)
    {
        if (_first is null)
            _first = reason;
        else
            _more++;
    }

    internal void ThrowIfAny()
    {
        if (_first is not null)
            throw new ToolException(_more == 0 ? _first : $"{_first} (and {_more} more {(_more == 1 ? "problem" : "problems")})");
    }
}
