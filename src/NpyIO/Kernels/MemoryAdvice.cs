using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Advises Linux about large memory: madvise(2). Failures are ignored; on other systems nothing happens.</summary>
internal static partial class MemoryAdvice
{
    /// <summary>Minimum length, in bytes. Shorter memory is mostly warm already, and the call costs more than it saves.</summary>
    internal static readonly Threshold Least = new(4L << 20);

    private const int DontNeed = 4;
    private const int HugePage = 14;

    /// <summary>Asks for huge pages for fresh memory: otherwise page faults on 4 KiB pages take longer than reading the data. NumPy does the same.</summary>
    internal static void UseHugePages(ref byte origin, long length) => Advise(ref origin, length, HugePage);

    /// <summary>Returns the pages of unused memory to the system before the garbage collector frees it. Its content is lost; it must not hold references.</summary>
    internal static void Release(ref byte origin, long length) => Advise(ref origin, length, DontNeed);

    /// <summary>Advises about the whole pages inside the memory; <paramref name="length"/> is in bytes.</summary>
    private static unsafe void Advise(ref byte origin, long length, int advice)
    {
        if (length < Least || !OperatingSystem.IsLinux())
            return;
        // Pinned only during the call: if the GC moves fresh memory afterwards, only the advice is lost.
        fixed (byte* start = &origin)
        {
            (long first, long end) = WholePages((long)start, length, Environment.SystemPageSize);
            if (first < end)
                _ = MAdvise((nint)first, (nuint)(end - first), advice);
        }
    }

    /// <summary>Returns the addresses of the whole pages inside memory. The rest of its first and last page may belong to other objects.</summary>
    internal static (long First, long End) WholePages(long start, long length, int pageSize) => ((start + pageSize - 1) & -pageSize, (start + length) & -pageSize);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(nint address, nuint length, int advice);
}
