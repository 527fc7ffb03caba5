using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Closes replaced files on the thread pool, because the last close of a deleted file waits until the file system has freed it.</summary>
internal static class LateClosing
{
    // With more files open, closing is as slow as saving: then close at once.
    private const int MaxPending = 16;

    /// <summary>How often a save waits for room before its disk counts as full.</summary>
    private const int MaxWaits = 6;

    /// <summary>For how long after the last close room may still come, in milliseconds.</summary>
    private const int RecentTime = 1000;

    private static readonly ConcurrentQueue<SafeFileHandle> Files = new();
    private static int _pending;
    private static long _lastClosed = long.MinValue / 2;

    private static bool IsPending => Volatile.Read(ref _pending) != 0;

    internal static void Add(SafeFileHandle file)
    {
        if (Interlocked.Increment(ref _pending) > MaxPending)
        {
            Close(file);
            return;
        }

        Files.Enqueue(file);
        ThreadPool.UnsafeQueueUserWorkItem(static _ => CloseNext(), null);
    }

    /// <summary>Returns false if none was open.</summary>
    internal static bool Wait()
    {
        if (!IsPending)
            return false;
        while (CloseNext())
        {
            // Close them here: the pool may be busy.
        }

        SpinWait.SpinUntil(static () => !IsPending);
        return true;
    }

    /// <summary>Returns false if no room can come; <paramref name="waits"/> is how often this save has waited before.</summary>
    internal static bool WaitForRoom(int waits)
    {
        if (waits == MaxWaits || (!Wait() && Environment.TickCount64 - Volatile.Read(ref _lastClosed) > RecentTime))
            return false;
        // A file is freed only when processes that inherited its descriptor, between fork and exec, have closed it too.
        if (waits > 0)
            Thread.Sleep(1 << waits);
        return true;
    }

    private static bool CloseNext()
    {
        if (!Files.TryDequeue(out SafeFileHandle? file))
            return false;
        Close(file);
        return true;
    }

    private static void Close(SafeFileHandle file)
    {
        file.Dispose();
        Volatile.Write(ref _lastClosed, Environment.TickCount64);
        Interlocked.Decrement(ref _pending);
    }
}
