namespace NpyIO.Benchmarks.Compare;

/// <summary>A rival's answer that is no result.</summary>
internal sealed class RivalException(string message) : Exception(message);
