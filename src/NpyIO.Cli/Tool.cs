using NpyIO.Cli.Output;

namespace NpyIO.Cli;

/// <summary>What a command works with: its output, its error stream, and whether a person looks on.</summary>
/// <param name="output">The output.</param>
/// <param name="standardError">Where errors go, one line each.</param>
/// <param name="terminalWidth">The terminal's width in characters, or null when the output is no terminal.</param>
/// <param name="interactive">Whether a person sees both streams.</param>
internal sealed class Tool(Utf8Writer output, TextWriter standardError, int? terminalWidth, bool interactive)
{
    internal Utf8Writer Output => output;

    internal TextWriter Error => standardError;

    internal int? TerminalWidth => terminalWidth;

    /// <summary>Does work of some length, in bytes, and shows a person how far it is where it takes long; the work is told nothing to report to where nobody looks on.</summary>
    internal void Follow(string what, long length, Action<IProgress<long>?> work)
    {
        if (interactive && length >= ProgressBar.LongWork)
            ProgressBar.Show(standardError, terminalWidth, what, length, work);
        else
            work(null);
    }

    /// <summary>Does something with a file; whatever is wrong with it becomes one line on the error stream and false.</summary>
    internal bool Try(string file, Action<string> work)
    {
        try
        {
            work(file);
            return true;
        }
        catch (Exception exception) when (exception is not (OutputClosedException or OutputFailedException))
        {
            output.Flush();   // what was said before the error comes before it
            if (exception is FileFailedException failed)
                WriteError(failed.File, ErrorText.Of(failed.Cause, failed.File));
            else
                WriteError(file, ErrorText.Of(exception, file));
            return false;
        }
    }

    /// <summary>Does something with every file, however many of them are bad.</summary>
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

    /// <summary>Writes one line: <c>npyio: FILE: reason</c>.</summary>
    internal void WriteError(string? subject, string reason) =>
        standardError.Write(subject is null ? $"npyio: {SafeText.Escape(reason)}\n" : $"npyio: {SafeText.Escape(subject)}: {SafeText.Escape(reason)}\n");
}
