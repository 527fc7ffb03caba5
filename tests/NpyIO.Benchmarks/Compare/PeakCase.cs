namespace NpyIO.Benchmarks.Compare;

/// <summary>By how much the resident memory rises while some work is done once, with two threads, beside what was there before.</summary>
/// <param name="Number">The target's number.</param>
/// <param name="Work">What is done, in words.</param>
/// <param name="Operation">The rivals' operation.</param>
/// <param name="Target">What is expected, as it is quoted.</param>
internal sealed record PeakCase(string Number, string Work, string Operation, string Target);
