using Microsoft.Win32.SafeHandles;

namespace NpyIO.Files;

/// <summary>Closes replaced files on the pool: whoever lets go of a file last waits until the file system has freed it.</summary>
internal static class LateClosing
{
    private static readonly Lock Gate = new();
    private static Task s_pending = Task.CompletedTask;

    internal static void Add(SafeFileHandle file)
    {
        lock (Gate)
            s_pending = s_pending.ContinueWith(static (_, file) => ((SafeFileHandle)file!).Dispose(), file, TaskScheduler.Default);
    }

    /// <summary>Waits until all of them are closed; false if none was open.</summary>
    internal static bool Wait()
    {
        Task pending;
        lock (Gate)
            pending = s_pending;
        if (pending.IsCompleted)
            return false;
        pending.Wait();
        return true;
    }
}
