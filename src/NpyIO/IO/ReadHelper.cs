namespace NpyIO.IO;

/// <summary>
/// A thread that the pool may lend to work which another one does in any case: should the pool be busy until that is done, nothing is waited for.
/// A thread of its own would take longer to start than a file of some megabytes takes to read.
/// </summary>
internal sealed class ReadHelper : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource _done = new();
    private Action? _work;

    private ReadHelper(Action work) => _work = work;

    /// <summary>Asks the pool for a thread to help with some work, which must not throw.</summary>
    internal static ReadHelper Call(Action work)
    {
        var helper = new ReadHelper(work);
        ThreadPool.UnsafeQueueUserWorkItem(helper, preferLocal: false);
        return helper;
    }

    /// <summary>Waits for the help to end; if it has not begun, it never will, and the work is let go.</summary>
    internal void Finish()
    {
        if (Interlocked.Exchange(ref _work, null) is null)
        {
            _done.Task.Wait();
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        if (Interlocked.Exchange(ref _work, null) is { } work)
        {
            work();
            _done.SetResult();
        }
    }
}
