using NpyIO.Cli.Output;

namespace NpyIO.Cli;

/// <summary>The environment of a command: its output, its error stream, and whether a person watches. The width is in characters, or null if the output is not a terminal.</summary>
internal sealed class Tool(Utf8Writer output, TextWriter standardError, int? terminalWidth, bool interactive)
{
    internal Utf8Writer Output => output;

    internal TextWriter Error => standardError;

    internal int? TerminalWidth => terminalWidth;

    /// <summary>The length is in bytes. The work gets null if nobody watches.</summary>
    internal void Follow(string what, long length, Action<IProgress<long>?> work)
    {
        if (interactive && length >= ProgressBar.LongWork)
            ProgressBar.Show(standardError, terminalWidth, what, length, work);
        else
            work(null);
    }

    /// <summary>On an error, writes one line to the error stream and returns false.</summary>
    internal bool Try(string file, Action<string> work)
    {
        try
        {
            work(file);
            return true;
        }
        catch (Exception exception) when (exception is not (OutputClosedException or OutputFailedException))
        {
            output.Flush();   // output from before the error must appear before it
            if (exception is FileFailedException failed)
                WriteError(failed.File, ErrorText.Of(failed.Cause, failed.File));
            else
                WriteError(file, ErrorText.Of(exception, file));
            return false;
        }
    }

    internal int ForEach(IReadOnlyList<string> files, Action<string> work)
    {
        int status = ExitStatus.Success;
        foreach (string file in files)
        {
            if (!Try(file, work))
                status = ExitStatus.BadFile;
        }
        return status;
    }

    internal void WriteError(string? subject, string reason) =>
        standardError.Write(subject is null ? $"npyio: {SafeText.Escape(reason)}\n" : $"npyio: {SafeText.Escape(subject)}: {SafeText.Escape(reason)}\n");
}

/// <summary>The tool's exit statuses.</summary>
internal static class ExitStatus
{
    internal const int Success = 0;

    internal const int BadFile = 1;

    /// <summary>Of <c>diff</c>, for which a bad file is wrong usage.</summary>
    internal const int Different = 1;

    internal const int WrongUsage = 2;
}
