using System.Globalization;
using System.Runtime.InteropServices;

namespace NpyIO.Benchmarks.Compare;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    internal static IReadOnlyList<string> Describe(string directory) =>
    [
        $"{Environment.ProcessorCount} processors ({Processor()}), {Memory()} of memory, {RuntimeInformation.OSDescription}",
        $"file system {FileSystem(directory)}; every file was written just before and is in the page cache",
        $"transparent huge pages: {TransparentHugePages()}; load average at the start: {LoadAverage}",
    ];

    internal static string LoadAverage => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Processor()
    {
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string Memory() =>
        (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30)).ToString("F0", CultureInfo.InvariantCulture) + " GiB";

    private static string FileSystem(string directory)
    {
        try
        {
            return new DriveInfo(directory).DriveFormat;
        }
        catch (IOException)
        {
            return "unknown";
        }
    }

    private static string TransparentHugePages()
    {
        const string Setting = "/sys/kernel/mm/transparent_hugepage/enabled";
        return File.Exists(Setting) ? File.ReadAllText(Setting).Trim() : "unknown";
    }
}
