namespace NpyIO.Cli;

/// <summary>The tool's exit statuses.</summary>
internal static class ExitStatus
{
    internal const int Success = 0;

    /// <summary>A file is bad or missing; a line on the error stream says which and why.</summary>
    internal const int BadFile = 1;

    /// <summary>The command line is invalid.</summary>
    internal const int WrongUsage = 2;
}
