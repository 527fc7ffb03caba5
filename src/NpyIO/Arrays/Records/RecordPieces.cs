using System.Runtime.ExceptionServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Work on the pieces of an array, by the caller and the pool.</summary>
internal sealed class RecordPieces
{
    /// <summary>From how many pieces on others help.</summary>
    private const int Shared = 8;

    private readonly long _count;
    private readonly int _length;
    private readonly Action<long, int> _work;
    private readonly Lock _lock = new();
    private long _next = -1;
    private long _failedAt = long.MaxValue;
    private ExceptionDispatchInfo? _failure;

    private RecordPieces(long count, int length, Action<long, int> work)
    {
        _count = count;
        _length = length;
        _work = work;
    }

    /// <summary>Calls the work with the first record and the number of records of each piece; of several failures, that of the first piece is thrown.</summary>
    /// <param name="count">The number of records.</param>
    /// <param name="length">That of a piece.</param>
    /// <param name="work">The work, called by several threads at once.</param>
    internal static void Run(long count, int length, Action<long, int> work)
    {
        if (count < (long)Shared * length)
        {
            for (long first = 0; first < count; first += length)
                work(first, (int)Math.Min(length, count - first));
            return;
        }

        var pieces = new RecordPieces(count, length, work);
        var helpers = new PoolHelper[PoolHelper.ThreadCount(0) - 1];
        for (int i = 0; i < helpers.Length; i++)
            helpers[i] = PoolHelper.Call(pieces.Work);
        pieces.Work();
        foreach (PoolHelper helper in helpers)
            helper.Finish();
        pieces._failure?.Throw();
    }

    private void Work()
    {
        while (Interlocked.Increment(ref _next) is var piece && piece * _length < _count && Volatile.Read(ref _failedAt) == long.MaxValue)
        {
            long first = piece * _length;
            try
            {
                _work(first, (int)Math.Min(_length, _count - first));
            }
            catch (Exception e)
            {
                lock (_lock)
                {
                    if (first < _failedAt)
                        (_failedAt, _failure) = (first, ExceptionDispatchInfo.Capture(e));
                }
            }
        }
    }
}
