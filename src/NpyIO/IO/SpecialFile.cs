namespace NpyIO.IO;

/// <summary>Tells pipes and devices from files that can be replaced by another of their name.</summary>
internal static class SpecialFile
{
    /// <summary>Whether a path leads to something that exists and is neither a regular file nor a directory. Open files by their descriptor count too.</summary>
    internal static bool Is(string path) => OperatingSystem.IsWindows()
        ? path.StartsWith(@"\\.\", StringComparison.Ordinal)
        : IsDescriptor(path) || (OperatingSystem.IsLinux() ? IsByStatus(path) : IsByPlace(path));

    /// <summary>What lies behind these is open somewhere: renaming over it would leave the owner with the old file.</summary>
    private static bool IsDescriptor(string path) =>
        path is "/dev/stdin" or "/dev/stdout" or "/dev/stderr"
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static bool IsByPlace(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);

    /// <summary>Over links: what a link leads to is what would be read or written.</summary>
    private static bool IsByStatus(string path) =>
        FileCalls.Current.StatusOf(path, out FileStatus status) == 0 && !status.IsRegular && !status.IsDirectory;
}
