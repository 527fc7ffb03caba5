namespace NpyIO.IO;

/// <summary>Distinguishes pipes and devices from files that can be replaced by renaming.</summary>
internal static class SpecialFile
{
    /// <summary>Paths of open descriptors count too.</summary>
    internal static bool Is(string path) => OperatingSystem.IsWindows()
        ? path.StartsWith(@"\\.\", StringComparison.Ordinal)
        : IsDescriptor(path) || (OperatingSystem.IsLinux() ? IsByStatus(path) : IsByPlace(path));

    /// <summary>Whether a path leads to something without bytes at offsets. An open descriptor of a regular file has them.</summary>
    internal static bool IsPipeOrDevice(string path) => OperatingSystem.IsLinux() ? IsByStatus(path) : Is(path);

    // Renaming over the path of an open file would leave its owner with the old file.
    private static bool IsDescriptor(string path) =>
        path is "/dev/stdin" or "/dev/stdout" or "/dev/stderr"
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static bool IsByPlace(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);

    // Follows links, as reading or writing would.
    private static bool IsByStatus(string path) =>
        FileCalls.Current.StatusOf(path, out FileStatus status) == 0 && !status.IsRegular && !status.IsDirectory;
}
