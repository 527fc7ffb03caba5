using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Buffers;

/// <summary>
/// Asks Linux for huge pages under large fresh memory: faults on 4 KiB pages otherwise take longer than reading the data does. NumPy asks for the same.
/// </summary>
internal static partial class HugePages
{
    /// <summary>Below this length, in bytes, memory is mostly warm already and asking costs more than it saves.</summary>
    internal static readonly Threshold Least = new(4L << 20);

    private const int MadvHugePage = 14;
    private const long PageSize = 4096;

    /// <summary>Advises the whole pages inside a memory; refusals do not matter.</summary>
    internal static unsafe ArrayMemory Advise(ArrayMemory memory)
    {
        if (memory.Length >= Least && OperatingSystem.IsLinux())
        {
            // Pinned during the call alone: should the collector move the memory afterwards, only the advice is lost.
            fixed (byte* start = &memory.Origin)
            {
                long first = ((long)start + PageSize - 1) & -PageSize;
                long end = ((long)start + memory.Length) & -PageSize;
                _ = MAdvise((nint)first, (nuint)(end - first), MadvHugePage);
            }
        }

        return memory;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(nint address, nuint length, int advice);
}
