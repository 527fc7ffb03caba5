namespace NpyIO.Cli.Output;

/// <summary>The reader of the output has closed it (<c>npyio cat x.npy | head</c>): not an error, but ends the work.</summary>
internal sealed class OutputClosedException : Exception;
