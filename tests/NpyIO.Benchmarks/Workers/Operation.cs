namespace NpyIO.Benchmarks.Workers;

/// <summary>One thing to time, made ready: everything that is not to be timed has been done.</summary>
/// <param name="Run">Does it once; told which time it is, counted from 0. Its result is released before the next time, outside the timing.</param>
/// <param name="Fingerprint">Some bytes of a result, by which the rivals' results are compared.</param>
internal sealed record Operation(Func<int, object?> Run, Func<object?, string> Fingerprint)
{
    /// <summary>How often <see cref="Run"/> does the work within one call; for work shorter than a clock's tick.</summary>
    internal int Batch { get; init; } = 1;

    /// <summary>Prepares each run, outside the timing.</summary>
    internal Action? BeforeEach { get; init; }

    /// <summary>Cleans up after each run, outside the timing.</summary>
    internal Action? AfterEach { get; init; }

    /// <summary>Cleans up, once all the times are over.</summary>
    internal Action? After { get; init; }
}
