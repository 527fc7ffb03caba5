namespace NpyIO.Benchmarks.Compare;

/// <summary>A way to save.</summary>
/// <param name="Name">What the worker calls it.</param>
/// <param name="Work">What is done, in words.</param>
/// <param name="Iterations">How often a round does it, for each of <see cref="ReplaceCases.Sizes"/>; the sizes that are missing at the end make no sense.</param>
internal sealed record SaveKind(string Name, string Work, params int[] Iterations);
