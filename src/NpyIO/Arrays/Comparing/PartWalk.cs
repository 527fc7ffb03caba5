using System.Runtime.ExceptionServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays.Comparing;

/// <summary>Compares two arrays chunk by chunk, on several threads if they are large.</summary>
internal sealed class PartWalk
{
    /// <summary>Shorter arrays are compared by one thread; in bytes of both sides.</summary>
    internal static readonly Threshold MinShared = new(2L << 20);

    /// <summary>In bytes of elements: both sides of a chunk stay in the cache.</summary>
    private const int ChunkLength = 128 << 10;

    /// <summary>How many elements that are all the same are compared: a message shows no more.</summary>
    private const int OneForAll = Findings.MaxFirst;

    private readonly Lock _lock = new();
    private readonly ComparedPart _part;
    private readonly LayoutChunks _actual, _desired, _places;
    private volatile bool _isDone;
    private ExceptionDispatchInfo? _failure;

    private PartWalk(ComparedPart part)
    {
        _part = part;
        long count = Math.Max(ChunkLength / Math.Max(part.Actual.DType.ItemSize, part.Desired.DType.ItemSize), 1);
        _actual = new LayoutChunks(part.Actual.Layout, count);
        _desired = new LayoutChunks(part.Desired.Layout, count);
        _places = new LayoutChunks(part.Places, count);
    }

    internal static void Run(ComparedPart part, ElementComparer comparer)
    {
        // Elements without bytes are equal, however many there are.
        if (part.Count == 0 || (part.Actual.DType.ItemSize == 0 && part.Desired.DType.ItemSize == 0))
            return;
        // There can be any number of elements without bytes.
        bool hasNoBytes = part.Actual.DType.ItemSize == 0 || part.Desired.DType.ItemSize == 0;
        if (hasNoBytes && part.Count > OneForAll && IsOneElement(part.Actual) && IsOneElement(part.Desired))
        {
            RunOneForAll(part, comparer);
            return;
        }

        // Any order of the axes serves that is the same for both.
        if (part.Actual.Layout.FortranOrder && part.Desired.Layout.FortranOrder)
            part = new ComparedPart(part.Actual.Transpose(), part.Desired.Transpose(), part.Places.Transpose([]));
        bool isLarge = part.Actual.NBytes + part.Desired.NBytes >= MinShared;
        new PartWalk(part).Compare(comparer, comparer.IsParallel && isLarge ? PoolHelper.ThreadCount(0) : 1);
        GC.KeepAlive(part.Actual);
        GC.KeepAlive(part.Desired);
    }

    /// <summary>Compares the elements that a message may show, which are all the same, for all of them.</summary>
    private static void RunOneForAll(ComparedPart part, ElementComparer comparer)
    {
        for (int i = 0; i < OneForAll; i++)
        {
            (NdArray actual, NdArray desired) = part.ElementsOf(i);
            comparer.Add(new ComparedPart(actual, desired, new ArrayLayout([], [], part.PlaceOf(i), 1)), []);
        }

        comparer.Repeat(part.Count, OneForAll);
    }

    /// <summary>Whether all elements are the same: one is seen again and again, or they have no bytes.</summary>
    private static bool IsOneElement(NdArray array) => array.DType.ItemSize == 0 || !array.Strides.ContainsAnyExcept(0);

    private void Compare(ElementComparer comparer, int threads)
    {
        var others = new ElementComparer[threads - 1];
        var helpers = new PoolHelper[threads - 1];
        for (int i = 0; i < others.Length; i++)
        {
            ElementComparer other = others[i] = comparer.Fork();
            helpers[i] = PoolHelper.Call(() => Work(other));
        }

        Work(comparer);
        foreach (PoolHelper helper in helpers)
            helper.Finish();
        _failure?.Throw();
        foreach (ElementComparer other in others)
            comparer.Join(other);
    }

    private void Work(ElementComparer comparer)
    {
        try
        {
            while (!_isDone && Next() is { } chunk)
            {
                comparer.Add(chunk, []);
                if (comparer.Rule.Goal == CompareGoal.Answer && comparer.Findings.Mismatches > 0)
                    _isDone = true;
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _isDone = true;
        }
    }

    private ComparedPart? Next()
    {
        lock (_lock)
        {
            return _actual.Next() is not { } actual ? null : new ComparedPart(
                new NdArray(_part.Actual.DType, _part.Actual.Memory, actual),
                new NdArray(_part.Desired.DType, _part.Desired.Memory, _desired.Next()!),
                _places.Next()!);
        }
    }
}
