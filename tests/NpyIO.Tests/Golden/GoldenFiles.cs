using System.Security.Cryptography;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Golden;

/// <summary>The files below <c>testdata</c>, each content once: most of what an older NumPy wrote is byte for byte what the newest one writes.</summary>
internal static class GoldenFiles
{
    /// <summary>Of files with the same name and content, the newest generation's.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("testdata"), "*", SearchOption.AllDirectories)
            .OrderDescending(StringComparer.Ordinal)
            .DistinctBy(file => (Path.GetFileName(file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The folders that hold any of them, relative to the repository.</summary>
    internal static IEnumerable<string> Folders => All.Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!)).Distinct();

    /// <summary>Those of a folder.</summary>
    internal static IEnumerable<string> In(string folder) => All.Where(file => Path.GetDirectoryName(file) == Repository.PathOf(folder));
}
