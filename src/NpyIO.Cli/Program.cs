using System.Text;
using NpyIO.Cli.Output;

namespace NpyIO.Cli;

/// <summary>The <c>npyio</c> tool: looks into NumPy's files, converts, packs and checks them.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.Guard();
        using var errors = new StreamWriter(StandardError.Open(), new UTF8Encoding(false)) { AutoFlush = true };
        return Run(arguments, StandardOutput.Open(), errors, Terminal.IsOutputRedirected ? null : Terminal.Width(), Terminal.IsInteractive());
    }

    /// <summary>Runs one command line and gives the exit status: 0, 1 for a bad file, 2 for wrong usage.</summary>
    /// <param name="arguments">The command line without the tool's name.</param>
    /// <param name="standardOutput">Where the output goes.</param>
    /// <param name="standardError">Where errors go, one line each.</param>
    /// <param name="terminalWidth">The terminal's width in characters, or null when the output is no terminal.</param>
    /// <param name="interactive">Whether a person sees both streams, so that long work may show how far it is.</param>
    internal static int Run(string[] arguments, Stream standardOutput, TextWriter standardError, int? terminalWidth = null, bool interactive = false)
    {
        var tool = new Tool(new Utf8Writer(standardOutput), standardError, terminalWidth, interactive);
        try
        {
            int status = CommandLine.Run(arguments, tool);
            tool.Output.Flush();
            return status;
        }
        catch (OutputClosedException)
        {
            return ExitStatus.Success;
        }
        catch (OutputFailedException exception)
        {
            tool.WriteError("standard output", ErrorText.Of(exception.InnerException!, null));
            return ExitStatus.BadFile;
        }
        catch (Exception exception)   // the last resort: whatever it is, no stack trace
        {
            tool.WriteError(null, ErrorText.Of(exception, null));
            return ExitStatus.BadFile;
        }
    }
}
