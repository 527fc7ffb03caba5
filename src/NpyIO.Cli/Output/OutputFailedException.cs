namespace NpyIO.Cli.Output;

/// <summary>The output could not be written: a full disk, for instance.</summary>
internal sealed class OutputFailedException(Exception cause) : Exception(cause.Message, cause);
