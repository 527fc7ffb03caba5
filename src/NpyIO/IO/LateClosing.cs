using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Closes replaced files on the thread pool, because the last close of a deleted file waits until the file system has freed it.</summary>
internal static class LateClosing
{
    /// <summary>With more files open, closing is as slow as saving: then close at once.</summary>
    private const int MaxPending = 16;

    private static readonly ConcurrentQueue<SafeFileHandle> Files = new();
    private static int _pending;

    internal static bool IsPending => Volatile.Read(ref _pending) != 0;

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

    /// <summary>Waits until all of them are closed; returns false if none was open.</summary>
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
        Interlocked.Decrement(ref _pending);
    }
}
