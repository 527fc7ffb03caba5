using System.Runtime.ExceptionServices;
using NpyIO.Kernels;

namespace NpyIO.Archives;

/// <summary>Runs work on every entry of an archive: first the entries that use several threads themselves, one after another; then the others in parallel, largest first.</summary>
internal sealed class EntryWork
{
    /// <summary>Minimum total length of the data, in bytes, for a second thread to pay off.</summary>
    private const long MinSharedTotal = 256 << 10;

    private readonly int[] _order;
    private readonly Action<int> _work;
    private readonly Lock _lock = new();
    private int _taken;
    private int _failed = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    private EntryWork(int[] order, Action<int> work)
    {
        _order = order;
        _work = work;
    }

    /// <summary><paramref name="maxThreads"/> 0 means one per processor. The first failure stops further work; of several in parallel, the first in archive order is thrown.</summary>
    internal static void Run(NpzEntry[] entries, Func<NpzEntry, bool> isShared, int maxThreads, Action<int> work)
    {
        var alone = new List<int>(entries.Length);
        long length = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            if (isShared(entries[i]))
            {
                work(i);
                continue;
            }

            alone.Add(i);
            length += entries[i].Length;
        }

        int threads = Math.Min(PoolHelper.ThreadCount(maxThreads), length < MinSharedTotal ? 1 : alone.Count);
        int[] order = [.. alone];
        if (threads > 1)
            Array.Sort(order, (a, b) => entries[b].Length.CompareTo(entries[a].Length));
        new EntryWork(order, work).Run(threads);
    }

    private void Run(int threads)
    {
        var helpers = new PoolHelper[Math.Max(0, threads - 1)];
        for (int i = 0; i < helpers.Length; i++)
            helpers[i] = PoolHelper.Call(Work);
        Work();
        foreach (PoolHelper helper in helpers)
            helper.Finish();
        _failure?.Throw();
    }

    private void Work()
    {
        while (_failure is null)
        {
            int next = Interlocked.Increment(ref _taken) - 1;
            if (next >= _order.Length)
                return;
            try
            {
                _work(_order[next]);
            }
            catch (Exception e)
            {
                Failed(_order[next], e);
            }
        }
    }

    private void Failed(int entry, Exception e)
    {
        lock (_lock)
        {
            if (entry < _failed)
                (_failed, _failure) = (entry, ExceptionDispatchInfo.Capture(e));
        }
    }
}
