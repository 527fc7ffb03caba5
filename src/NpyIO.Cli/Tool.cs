using NpyIO.Cli.Output;

namespace NpyIO.Cli;

/// <summary>The environment of a command: its output, its error stream, and whether a person watches.</summary>
/// <param name="output">Receives the output.</param>
/// <param name="standardError">Receives errors, one line each.</param>
/// <param name="terminalWidth">The terminal's width in characters, or null if the output is not a terminal.</param>
/// <param name="interactive">Whether a person sees both streams.</param>
internal sealed class Tool(Utf8Writer output, TextWriter standardError, int? terminalWidth, bool interactive)
{
    internal Utf8Writer Output => output;

    internal TextWriter Error => standardError;

    internal int? TerminalWidth => terminalWidth;

    /// <summary>Runs work of a length in bytes and shows the progress of long work to a person. The work gets null if nobody watches.</summary>
    internal void Follow(string what, long length, Action<IProgress<long>?> work)
    {
        if (interactive && length >= ProgressBar.LongWork)
            ProgressBar.Show(standardError, terminalWidth, what, length, work);
        else
            work(null);
    }

    /// <summary>Runs work on a file. On an error, writes one line to the error stream and returns false.</summary>
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

    /// <summary>Runs work on every file, even if some are bad, and returns the exit status.</summary>
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

    /// <summary>A file is bad or missing; a line on the error stream says which and why.</summary>
    internal const int BadFile = 1;

    internal const int WrongUsage = 2;
}
