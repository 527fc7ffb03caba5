namespace NpyIO.Arrays.Comparing;

/// <summary>Compares two arrays chunk by chunk, on several threads if they are large.</summary>
internal static class PartWalk
{
    /// <summary>In bytes of elements: both sides of a chunk stay in the cache.</summary>
    private const int ChunkLength = 128 << 10;

    internal static void Run(ComparedPart part, ElementComparer comparer)
    {
        if (part.Count == 0 || (part.Actual.DType.ItemSize == 0 && part.Desired.DType.ItemSize == 0))
            return;
        // Any order of the axes serves that is the same for both.
        if (part.Actual.Layout.FortranOrder && part.Desired.Layout.FortranOrder)
            part = new ComparedPart(part.Actual.Transpose(), part.Desired.Transpose(), part.Places.Transpose([]));
        new Walk(part).Compare(comparer);
        GC.KeepAlive(part.Actual);
        GC.KeepAlive(part.Desired);
    }

    private sealed class Walk
    {
        private readonly ComparedPart _part;
        private readonly LayoutChunks _actual, _desired, _places;

        internal Walk(ComparedPart part)
        {
            _part = part;
            long count = Math.Max(ChunkLength / Math.Max(part.Actual.DType.ItemSize, part.Desired.DType.ItemSize), 1);
            _actual = new LayoutChunks(part.Actual.Layout, count);
            _desired = new LayoutChunks(part.Desired.Layout, count);
            _places = new LayoutChunks(part.Places, count);
        }

        internal void Compare(ElementComparer comparer)
        {
            while (Next() is { } chunk)
            {
                comparer.Add(chunk, []);
                if (comparer.Rule.Goal == CompareGoal.Answer && comparer.Findings.Mismatches > 0)
                    return;
            }
        }

        private ComparedPart? Next() => _actual.Next() is not { } actual ? null : new ComparedPart(
            new NdArray(_part.Actual.DType, _part.Actual.Memory, actual),
            new NdArray(_part.Desired.DType, _part.Desired.Memory, _desired.Next()!),
            _places.Next()!);
    }
}
