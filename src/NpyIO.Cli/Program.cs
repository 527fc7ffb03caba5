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

    /// <summary>Returns 0, 1 for a bad file, 2 for wrong usage. <paramref name="terminalWidth"/> is in characters, or null if the output is not a terminal.</summary>
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
