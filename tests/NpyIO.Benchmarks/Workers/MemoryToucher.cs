using System.Runtime.InteropServices;

namespace NpyIO.Benchmarks.Workers;

/// <summary>
/// Touches and releases memory, so that the machine has it at hand: virtual machines hand free memory back to their host,
/// and the next one to touch it would pay for getting it again.
/// </summary>
internal static partial class MemoryToucher
{
    private const int PageSize = 4096;
    private const int HugePageSize = 2 << 20;
    private const int HugePages = 14; // MADV_HUGEPAGE

    /// <summary>Touches so many bytes in huge pages and as many in small ones, since the kernel keeps them apart and rivals differ in which they take.</summary>
    internal static unsafe void Touch(long bytes)
    {
        void* huge = NativeMemory.AlignedAlloc((nuint)bytes, HugePageSize);
        if (OperatingSystem.IsLinux())
        {
            // Where it does not succeed, the pages are small.
            _ = Advise(huge, (nuint)bytes, HugePages);
        }

        TouchPages((byte*)huge, bytes);
        void* small = NativeMemory.AlignedAlloc((nuint)bytes, PageSize);
        TouchPages((byte*)small, bytes);
        NativeMemory.AlignedFree(small);
        NativeMemory.AlignedFree(huge);
    }

    private static unsafe void TouchPages(byte* memory, long bytes)
    {
        for (long i = 0; i < bytes; i += PageSize)
            memory[i] = 1;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* address, nuint length, int advice);
}
