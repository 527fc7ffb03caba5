using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace NpyIO.Zip;

/// <summary>
/// Jobs in the order in which they are written. The writing thread and helpers of the thread pool prepare them; if the pool is busy, only jobs that have begun are waited for. Not
/// thread-safe.
/// </summary>
internal sealed class JobQueue : IThreadPoolWorkItem, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<Entry> _all = new();
    private readonly Queue<Entry> _waiting = new();
    private readonly int _mostHelpers;
    private readonly long _mostWeight;
    private int _helpers;
    private int _running;
    private int _unplaced;
    private long _weight;

    /// <summary><paramref name="threads"/> includes the writing one. The queue is full at <paramref name="mostWeight"/> bytes, by <see cref="WriteJob.Weight"/>.</summary>
    internal JobQueue(int threads, long mostWeight)
    {
        _mostHelpers = threads - 1;
        _mostWeight = mostWeight;
    }

    private enum State
    {
        Waiting,
        Running,
        Done,
    }

    internal bool IsEmpty => _all.Count == 0;

    /// <summary>Whether there is a job whose offset in the archive is not known yet.</summary>
    internal bool HasUnplaced => _unplaced > 0;

    internal bool IsFull => _weight >= _mostWeight;

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
        while (!IsDone(first))
            Help(first);

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

    /// <summary>Waits for the jobs that are being prepared, and releases all.</summary>
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
        while (TryStart(out Entry? entry))
            Run(entry);
    }

    private bool IsDone(Entry entry)
    {
        lock (_gate)
            return entry.State == State.Done;
    }

    /// <summary>Prepares the job or another waiting one. If none waits, waits for the job.</summary>
    private void Help(Entry job)
    {
        Entry? next;
        lock (_gate)
        {
            if (!job.IsShared)
                next = job;
            else
                _waiting.TryDequeue(out next);
            while (next is null && job.State != State.Done)
                Monitor.Wait(_gate);
            if (next is null)
                return;
            Start(next);
        }

        Run(next);
    }

    private bool TryStart([NotNullWhen(true)] out Entry? entry)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out entry))
                Start(entry);
            else
                _helpers--;
        }

        return entry is not null;
    }

    private void Start(Entry entry)
    {
        entry.State = State.Running;
        _running++;
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
            entry.State = State.Done;
            _running--;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Entry(WriteJob job)
    {
        internal WriteJob Job => job;

        /// <summary>Whether helpers may prepare the job.</summary>
        internal bool IsShared { get; init; }

        internal State State { get; set; }

        internal ExceptionDispatchInfo? Failure { get; set; }
    }
}

/// <summary>A piece of writing. Any thread prepares it, several at once; it is then written in the order of the archive.</summary>
internal abstract class WriteJob
{
    /// <summary>What it counts towards the memory limit, in bytes.</summary>
    internal abstract long Weight { get; }

    /// <summary>Whether preparing it takes long enough to call a helper.</summary>
    internal abstract bool IsShared { get; }

    /// <summary>Whether its offset in the archive was reserved before, so that it appends nothing.</summary>
    internal virtual bool IsPlaced => false;

    /// <summary>Prepares it; called once, on any thread.</summary>
    internal abstract void Run();

    /// <summary>Writes it, after all jobs before it.</summary>
    internal abstract IEnumerable<Pause> Write();

    /// <summary>Releases its buffers, written or not.</summary>
    internal virtual void Release()
    {
    }
}
