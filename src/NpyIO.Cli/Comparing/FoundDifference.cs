namespace NpyIO.Cli.Comparing;

/// <summary>Something in which two files differ.</summary>
/// <param name="Name">The entry, or the path in a pickle; null for single arrays.</param>
/// <param name="Kind">The kind of the difference.</param>
/// <param name="Array">What differs between two arrays; null if it is not about two arrays.</param>
/// <param name="Text">What differs, for people.</param>
internal sealed record FoundDifference(string? Name, FoundKind Kind, ArrayDifference? Array, string Text);
