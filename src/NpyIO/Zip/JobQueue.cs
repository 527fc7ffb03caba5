using System.Runtime.ExceptionServices;

namespace NpyIO.Zip;

/// <summary>
/// Jobs in the order in which they are written. The writing thread and helpers of the thread pool prepare them; if the pool is busy, only jobs that have begun are waited for. The queue is
/// full at <c>mostWeight</c> bytes, by <see cref="WriteJob.Weight"/>. Not thread-safe.
/// </summary>
internal sealed class JobQueue(int threads, long mostWeight) : IThreadPoolWorkItem, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Entry> _all = new();
    private readonly Queue<Entry> _waiting = new();
    private readonly int _mostHelpers = threads - 1;
    private int _helpers;
    private int _running;
    private int _unplaced;
    private long _weight;

    internal bool IsEmpty => _all.Count == 0;

    internal bool HasUnplaced => _unplaced > 0;

    internal bool IsFull => _weight >= mostWeight;

    internal void Add(WriteJob job)
    {
        var entry = new Entry(job) { IsShared = job.IsShared && _mostHelpers > 0 };
        _all.Enqueue(entry);
        _weight += job.Weight;
        _unplaced += job.IsPlaced ? 0 : 1;
        if (!entry.IsShared)
            return;

        bool call;
        lock (_gate)
        {
            _waiting.Enqueue(entry);
            call = _helpers < _mostHelpers;
            _helpers += call ? 1 : 0;
        }

        if (call)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Removes the first job, prepared; the caller writes and then releases it.</summary>
    internal WriteJob Take()
    {
        Entry first = _all.Peek();
        while (!Help(first))
        {
        }

        _all.Dequeue();
        _weight -= first.Job.Weight;
        _unplaced -= first.Job.IsPlaced ? 0 : 1;
        if (first.Failure is not null)
        {
            first.Job.Release();
            first.Failure.Throw();
        }

        return first.Job;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _waiting.Clear();
            while (_running > 0)
                Monitor.Wait(_gate);
        }

        while (_all.TryDequeue(out Entry? entry))
            entry.Job.Release();
        _weight = 0;
        _unplaced = 0;
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            Entry? entry;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out entry))
                {
                    _helpers--;
                    return;
                }

                _running++;
            }

            Run(entry);
        }
    }

    /// <summary>Returns true if the job is prepared. Otherwise prepares it or another waiting one or, if none waits, waits for the job.</summary>
    private bool Help(Entry job)
    {
        Entry? next = job;
        lock (_gate)
        {
            if (job.IsDone)
                return true;
            if (job.IsShared && !_waiting.TryDequeue(out next))
            {
                while (!job.IsDone)
                    Monitor.Wait(_gate);
                return true;
            }

            _running++;
        }

        Run(next);
        return false;
    }

    private void Run(Entry entry)
    {
        try
        {
            entry.Job.Run();
        }
        catch (Exception e)
        {
            entry.Failure = ExceptionDispatchInfo.Capture(e);
        }

        lock (_gate)
        {
            entry.IsDone = true;
            _running--;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Entry(WriteJob job)
    {
        internal WriteJob Job => job;

        internal bool IsShared { get; init; }

        internal bool IsDone { get; set; }

        internal ExceptionDispatchInfo? Failure { get; set; }
    }
}

/// <summary>A piece of writing. Any thread prepares it, several at once; it is then written in the order of the archive.</summary>
internal abstract class WriteJob
{
    internal abstract long Weight { get; }

    internal abstract bool IsShared { get; }

    /// <summary>Whether its offset in the archive was reserved before, so that it appends nothing.</summary>
    internal virtual bool IsPlaced => false;

    internal abstract void Run();

    internal abstract IEnumerable<Pause> Write();

    internal virtual void Release()
    {
    }
}
