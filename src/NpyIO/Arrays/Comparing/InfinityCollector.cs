using NpyIO.Arrays.Printing;

namespace NpyIO.Arrays.Comparing;

/// <summary>Collects the elements at the places of infinities, which is all that NumPy prints if only their signs differ; of very many, those that are printed.</summary>
internal sealed class InfinityCollector(CompareRule rule, Func<NdArray, bool[]> findInfinities) : ElementComparer(rule)
{
    // NumPy's threshold, and more than the elements at both edges of a longer array.
    private const int MaxPrinted = 1000;
    private const int Edge = 3;

    private readonly List<(long Place, NdArray Actual, NdArray Desired)> _first = [], _last = [];
    private long _count;

    /// <summary>What is not before the one, nor after the other, is not kept.</summary>
    private long _firstLimit = long.MaxValue, _lastLimit = -1;

    internal override bool IsParallel => false;

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        bool[] found = findInfinities(part.Desired);
        // From the end, so that of a part in C order only the last ones are copied as such.
        for (int i = found.Length - 1; i >= 0; i--)
        {
            if (!found[i])
                continue;
            _count++;
            long place = part.PlaceOf(i);
            bool isFirst = place < _firstLimit, isLast = place > _lastLimit;
            if (!isFirst && !isLast)
                continue;
            (NdArray actual, NdArray desired) = part.ElementsOf(i);
            var element = (place, actual.Copy(), desired.Copy());
            if (isFirst)
                Keep(_first, element, MaxPrinted, 1, ref _firstLimit);
            if (isLast)
                Keep(_last, element, Edge, -1, ref _lastLimit);
        }
    }

    internal override ElementComparer Fork() => throw new NotSupportedException();

    /// <summary>The infinities of both sides, as arrays of one axis.</summary>
    internal (PrintedArray Actual, PrintedArray Desired) Printed(PrintOptions options)
    {
        Sort(_first, 1);
        Sort(_last, -1);
        IEnumerable<(long Place, NdArray Actual, NdArray Desired)> last = _last.Take(Edge).Reverse();
        (long Place, NdArray Actual, NdArray Desired)[] shown = _count <= MaxPrinted ? [.. _first] : [.. _first.Take(Edge), .. last];
        ShownAxis[] axes = Array.ConvertAll(ShownAxis.Of([_count], options, 1), axis => axis.Gathered());
        return (Of(shown.Select(element => element.Actual)), Of(shown.Select(element => element.Desired)));

        PrintedArray Of(IEnumerable<NdArray> elements)
        {
            NdArray[] all = [.. elements];
            NdArray array = NdArray.Create(all[0].DType, all.Length);
            for (int i = 0; i < all.Length; i++)
                array.At(i)[Slice.Ellipsis] = all[i];
            return new PrintedArray(array, [_count], axes);
        }
    }

    /// <summary>Keeps the lowest ones, or with −1 the highest, sorted only now and then; and what a place must be before or after to be one of them.</summary>
    private static void Keep(List<(long Place, NdArray Actual, NdArray Desired)> kept, (long Place, NdArray Actual, NdArray Desired) element, int most, int direction, ref long limit)
    {
        kept.Add(element);
        if (kept.Count < 2 * most)
            return;
        Sort(kept, direction);
        kept.RemoveRange(most, kept.Count - most);
        limit = kept[^1].Place;
    }

    private static void Sort(List<(long Place, NdArray Actual, NdArray Desired)> kept, int direction) =>
        kept.Sort((one, other) => direction * one.Place.CompareTo(other.Place));
}
