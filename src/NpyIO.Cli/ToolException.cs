namespace NpyIO.Cli;

/// <summary>A file is readable but not usable for the command; the message is the reason in one line.</summary>
internal sealed class ToolException(string message) : Exception(message);
