namespace NpyIO.Cli.Output;

/// <summary>Nobody reads the output any more (<c>npyio cat x.npy | head</c>): no error, but nothing is left to do.</summary>
internal sealed class OutputClosedException : Exception;
