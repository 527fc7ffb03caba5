namespace NpyIO;

/// <summary>An array and its name in an archive.</summary>
/// <param name="Name">The name, without <c>.npy</c>, which is always appended, as in NumPy; slashes separate folders.</param>
/// <param name="Array">The array. Do not modify it until the archive is complete.</param>
public sealed record NpzItem(string Name, NdArray Array)
{
    /// <summary>How this entry is compressed; null for <see cref="NpzWriteOptions.Compression"/>.</summary>
    public NpzCompression? Compression { get; init; }
}
