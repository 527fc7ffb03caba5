namespace NpyIO.Benchmarks.Compare;

/// <summary>How much is saved over an existing file.</summary>
/// <param name="Name">The size, as it is quoted.</param>
/// <param name="File">The array that is saved.</param>
/// <param name="Target">The target for every kind of save.</param>
internal sealed record ReplaceSize(string Name, DataFile File, Target Target);
