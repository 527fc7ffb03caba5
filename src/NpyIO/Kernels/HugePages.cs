using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>
/// Asks Linux for huge pages for large fresh memory: otherwise page faults on 4 KiB pages take longer than reading the data. NumPy does the same.
/// </summary>
internal static partial class HugePages
{
    /// <summary>Minimum length, in bytes. Shorter memory is mostly warm already, and the call costs more than it saves.</summary>
    internal static readonly Threshold Least = new(4L << 20);

    private const int MadvHugePage = 14;
    private const long PageSize = 4096;

    /// <summary>Advises the whole pages inside the memory; <paramref name="length"/> is in bytes. Failures are ignored.</summary>
    internal static unsafe void Advise(ref byte origin, long length)
    {
        if (length < Least || !OperatingSystem.IsLinux())
            return;
        // Pinned only during the call: if the GC moves the memory afterwards, only the advice is lost.
        fixed (byte* start = &origin)
        {
            long first = ((long)start + PageSize - 1) & -PageSize;
            long end = ((long)start + length) & -PageSize;
            _ = MAdvise((nint)first, (nuint)(end - first), MadvHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(nint address, nuint length, int advice);
}
