using System.Runtime.ExceptionServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Work on the pieces of an array, by the caller and the pool.</summary>
internal sealed class RecordPieces
{
    /// <summary>From how many pieces on others help.</summary>
    private const int Shared = 8;

    private readonly long _count;
    private readonly Action<long, int> _work;
    private readonly Lock _lock = new();
    private long _next = -1;
    private long _failedAt = long.MaxValue;
    private ExceptionDispatchInfo? _failure;

    private RecordPieces(long count, Action<long, int> work)
    {
        _count = count;
        _work = work;
    }

    /// <summary>Calls the work with the first record and the number of records of each piece; of several failures, that of the first piece is thrown.</summary>
    internal static void Run(long count, Action<long, int> work)
    {
        var pieces = new RecordPieces(count, work);
        int helpers = count < (long)Shared * RecordArrays.Piece ? 0 : PoolHelper.ThreadCount(0) - 1;
        PoolHelper[] called = [.. Enumerable.Range(0, helpers).Select(_ => PoolHelper.Call(pieces.Work))];
        pieces.Work();
        foreach (PoolHelper helper in called)
            helper.Finish();
        pieces._failure?.Throw();
    }

    private void Work()
    {
        while (Interlocked.Increment(ref _next) is var piece && piece * RecordArrays.Piece < _count && Volatile.Read(ref _failedAt) == long.MaxValue)
        {
            long first = piece * RecordArrays.Piece;
            try
            {
                _work(first, (int)Math.Min(RecordArrays.Piece, _count - first));
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
