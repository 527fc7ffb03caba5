namespace NpyIO.Cli;

/// <summary>What the tool says to the shell.</summary>
internal static class ExitStatus
{
    /// <summary>All went well.</summary>
    internal const int Success = 0;

    /// <summary>A file was bad or missing; a line on the error stream says which and why.</summary>
    internal const int BadFile = 1;

    /// <summary>The command line made no sense.</summary>
    internal const int WrongUsage = 2;
}
