using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace NpyIO.Benchmarks.Compare;

/// <summary>How much of a file is in the page cache: mincore(2).</summary>
internal static partial class PageCache
{
    /// <summary>Such as <c>9.3 of 9.3 GiB are in the page cache</c>.</summary>
    internal static unsafe string Describe(string path)
    {
        if (!OperatingSystem.IsLinux())
            return "what is in the page cache is unknown";

        long length = new FileInfo(path).Length;
        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte[] pages = new byte[(length - 1) / Environment.SystemPageSize + 1];
        if (InCore(view.SafeMemoryMappedViewHandle.DangerousGetHandle(), (nuint)length, pages) != 0)
            return "what is in the page cache is unknown";

        // Only the lowest bit is defined.
        double resident = (double)pages.Count(page => (page & 1) != 0) / pages.Length;
        double gibibytes = length / (double)(1L << 30);
        return string.Create(CultureInfo.InvariantCulture, $"{resident * gibibytes:F1} of {gibibytes:F1} GiB are in the page cache");
    }

    [LibraryImport("libc", EntryPoint = "mincore")]
    private static partial int InCore(nint address, nuint length, byte[] pages);
}
