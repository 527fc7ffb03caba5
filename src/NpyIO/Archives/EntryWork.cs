using System.Runtime.ExceptionServices;
using NpyIO.IO;

namespace NpyIO.Archives;

/// <summary>Work on every entry of an archive, shared among threads: first those that many threads can share, one after another; then the others, each by one thread, the largest first.</summary>
internal sealed class EntryWork
{
    /// <summary>Below this much data, in bytes, a second thread takes longer to come than the work takes.</summary>
    private const long LeastShared = 256 << 10;

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

    /// <summary>Does some work on each entry. What fails on the first of those that fail, in the archive's order, is thrown in the end.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="isShared">Whether the work on an entry is shared among threads by itself.</param>
    /// <param name="maxThreads">The most threads; 0 for as many as there are processors.</param>
    /// <param name="work">The work on an entry, given which one it is.</param>
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

        int threads = Math.Min(maxThreads > 0 ? maxThreads : Environment.ProcessorCount, length < LeastShared ? 1 : alone.Count);
        int[] order = [.. alone];
        if (threads > 1)
            Array.Sort(order, (a, b) => entries[b].Length.CompareTo(entries[a].Length));
        new EntryWork(order, work).Run(threads);
    }

    private void Run(int threads)
    {
        var helpers = new ReadHelper[Math.Max(0, threads - 1)];
        for (int i = 0; i < helpers.Length; i++)
            helpers[i] = ReadHelper.Call(Work);
        Work();
        foreach (ReadHelper helper in helpers)
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
