using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Measures what work allocates on its thread, when it is done for the second time.</summary>
internal static class Allocations
{
    /// <summary>
    /// What may be allocated on a claim of gigabytes, in bytes: exceptions with their stack traces, several times over where tasks pass them on, and the pooled buffers (of 256 KiB at most),
    /// since the garbage collector may empty the pool between the first time and the second.
    /// </summary>
    internal const long Little = 1 << 20;

    internal static void AreLittle(Action action) => AreAtMost(Little, action);

    internal static void AreAtMost(long most, Action action)
    {
        // Once for what is made once: code, pools, tables.
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }
}
