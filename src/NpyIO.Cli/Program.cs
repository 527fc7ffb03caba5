using System.Text;
using NpyIO.Cli.Output;

namespace NpyIO.Cli;

/// <summary>The <c>npyio</c> tool: inspects, converts, packs and checks NumPy's files.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        StandardStreams.Guard();
        using var errors = new StreamWriter(StandardError.Open(), new UTF8Encoding(false)) { AutoFlush = true };
        return Run(arguments, StandardOutput.Open(), errors, Terminal.IsOutputRedirected ? null : Terminal.Width(), Terminal.IsInteractive());
    }

    /// <summary>Runs one command line and returns the exit status: 0, 1 for a bad file, 2 for wrong usage.</summary>
    /// <param name="arguments">The command line without the tool's name.</param>
    /// <param name="standardOutput">Receives the output.</param>
    /// <param name="standardError">Receives errors, one line each.</param>
    /// <param name="terminalWidth">The terminal's width in characters, or null if the output is not a terminal.</param>
    /// <param name="interactive">Whether a person sees both streams, so that long work may show its progress.</param>
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
        catch (Exception exception)   // last resort: never show a stack trace
        {
            tool.WriteError(null, ErrorText.Of(exception, null));
            return ExitStatus.BadFile;
        }
    }
}
