using Microsoft.Win32.SafeHandles;

namespace NpyIO.Files;

/// <summary>Closes replaced files on the pool: whoever lets go of a file last waits until the file system has freed it.</summary>
internal static class LateClosing
{
    private static int s_pending;

    /// <summary>Whether some are open yet.</summary>
    internal static bool IsPending => Volatile.Read(ref s_pending) != 0;

    internal static void Add(SafeFileHandle file)
    {
        Interlocked.Increment(ref s_pending);
        ThreadPool.UnsafeQueueUserWorkItem(Close, file, preferLocal: false);
    }

    /// <summary>Waits until all of them are closed; false if none was open.</summary>
    internal static bool Wait()
    {
        if (!IsPending)
            return false;
        SpinWait.SpinUntil(static () => !IsPending);
        return true;
    }

    private static void Close(SafeFileHandle file)
    {
        file.Dispose();
        Interlocked.Decrement(ref s_pending);
    }
}
