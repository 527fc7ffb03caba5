namespace NpyIO.Kernels;

/// <summary>
/// An optional pool worker. If the pool is busy, the caller does all the work and does not wait. A dedicated thread would take longer to start than a file of some megabytes takes to read.
/// </summary>
internal sealed class PoolHelper : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource _done = new();
    private Action? _work;

    private PoolHelper(Action work) => _work = work;

    /// <summary>At most one thread per processor; <paramref name="maxThreads"/> 0 means no other limit.</summary>
    internal static int ThreadCount(int maxThreads) => maxThreads > 0 ? Math.Min(maxThreads, Environment.ProcessorCount) : Environment.ProcessorCount;

    /// <summary>The work must not throw.</summary>
    internal static PoolHelper Call(Action work)
    {
        var helper = new PoolHelper(work);
        ThreadPool.UnsafeQueueUserWorkItem(helper, preferLocal: false);
        return helper;
    }

    /// <summary>Waits for the work to end, or withdraws it if it has not begun.</summary>
    internal void Finish()
    {
        if (Interlocked.Exchange(ref _work, null) is null)
            _done.Task.Wait();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (Interlocked.Exchange(ref _work, null) is { } work)
        {
            work();
            _done.SetResult();
        }
    }
}
