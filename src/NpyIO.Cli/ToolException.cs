namespace NpyIO.Cli;

/// <summary>A file that the library could read but that the command cannot serve; the message is the reason in one line.</summary>
internal sealed class ToolException(string message) : Exception(message);
