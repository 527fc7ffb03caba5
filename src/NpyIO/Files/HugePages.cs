using NpyIO.Arrays;

namespace NpyIO.Files;

/// <summary>Asks the system for large pages under fresh memory, without which the first touch of every 4 KiB costs more than reading it.</summary>
internal static class HugePages
{
    /// <summary>Below this many bytes the asking does not pay.</summary>
    private const long Smallest = 4L << 20;

    /// <summary>Tells the system that all of a memory is about to be filled. A wish: nothing depends on its being granted.</summary>
    internal static unsafe void Prefer(ArrayMemory memory)
    {
        if (memory.Length < Smallest || !OperatingSystem.IsLinux())
        {
            return;
        }

        // Pinned while its address is in use; whole pages inside the memory only, so that the advice touches nobody else's.
        fixed (byte* start = &memory.Origin)
        {
            nint page = Environment.SystemPageSize;
            nint first = ((nint)start + page - 1) & -page;
            nint end = ((nint)start + (nint)memory.Length) & -page;
            _ = Libc.Advise(first, (nuint)(end - first), Libc.AdviseHugePages);
        }
    }
}
