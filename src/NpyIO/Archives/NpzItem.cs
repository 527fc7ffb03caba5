namespace NpyIO;

/// <summary>An array with the name under which it goes into an archive.</summary>
/// <param name="Name">The name, without <c>.npy</c>, which is always appended, as NumPy does; slashes stand for folders.</param>
/// <param name="Array">The array. It must not be written to before the archive is complete.</param>
public sealed record NpzItem(string Name, NdArray Array)
{
    /// <summary>How this entry is compressed; null for what <see cref="NpzWriteOptions.Compression"/> says.</summary>
    public NpzCompression? Compression { get; init; }
}
