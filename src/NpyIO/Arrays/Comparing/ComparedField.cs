namespace NpyIO.Arrays.Comparing;

/// <summary>A field of two records, and its comparer.</summary>
internal sealed record ComparedField(string Name, ElementComparer Comparer);
