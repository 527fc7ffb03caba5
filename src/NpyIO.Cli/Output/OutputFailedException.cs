namespace NpyIO.Cli.Output;

/// <summary>The output cannot be written, for example because the disk is full.</summary>
internal sealed class OutputFailedException(Exception cause) : Exception(cause.Message, cause);
