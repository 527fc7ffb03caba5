using System.Text;
using NpyIO.Cli;

namespace NpyIO.Tests.Cli;

/// <summary>One run of the tool inside the test's process: exit status and what it wrote.</summary>
internal sealed record CliRun(int Status, string Output, string Error)
{
    internal static CliRun Of(params string[] arguments) => Of(null, false, arguments);

    internal static CliRun OnTerminal(int width, params string[] arguments) => Of(width, false, arguments);

    /// <summary>With a person before the screen, who sees errors too.</summary>
    internal static CliRun Interactive(params string[] arguments) => Of(80, true, arguments);

    private static CliRun Of(int? terminalWidth, bool interactive, string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new System.IO.StringWriter();
        int status = Program.Run(arguments, output, error, terminalWidth, interactive);
        return new CliRun(status, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.ToArray()), error.ToString());
    }
}
