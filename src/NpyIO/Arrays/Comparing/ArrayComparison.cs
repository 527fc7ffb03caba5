namespace NpyIO.Arrays.Comparing;

/// <summary>The comparison of two arrays: first their shapes and dtypes, then their elements.</summary>
internal static class ArrayComparison
{
    internal static ArrayDifference Compare(NdArray actual, NdArray desired, CompareOptions options)
    {
        var sides = new ComparedSides(actual.DType, actual.Shape.ToArray(), desired.DType, desired.Shape.ToArray());
        var rule = new CompareRule(options, CompareGoal.Report);
        ElementComparer? comparer = ElementComparers.Create(actual.DType, desired.DType, rule);
        DifferenceKinds kinds = sides.Differences(options, comparer);
        if (kinds == DifferenceKinds.None)
            PartWalk.Run(PartOf(actual, desired, sides.Shape), comparer!);
        return ArrayDifference.Of(sides, kinds, comparer, options, new ArrayTexts(actual, desired));
    }

    internal static bool AreEqual(NdArray actual, NdArray desired)
    {
        var options = new CompareOptions { EqualNaN = false, Strict = false };
        return actual.Shape.SequenceEqual(desired.Shape) && AreClose(actual, desired, actual.Shape.ToArray(), options);
    }

    internal static bool AreClose(NdArray actual, NdArray desired, CompareOptions options)
    {
        long[] shape = ArrayLayout.BroadcastShape(actual.Shape, desired.Shape);
        bool isSame = !options.Strict || (actual.DType.Equals(desired.DType) && actual.Shape.SequenceEqual(desired.Shape));
        return isSame && AreClose(actual, desired, shape, options);
    }

    private static bool AreClose(NdArray actual, NdArray desired, long[] shape, CompareOptions options)
    {
        if (ElementComparers.Create(actual.DType, desired.DType, new CompareRule(options, CompareGoal.Answer)) is not { } comparer)
            return false;
        PartWalk.Run(PartOf(actual, desired, shape), comparer);
        return comparer.Findings.Mismatches == 0;
    }

    private static ComparedPart PartOf(NdArray actual, NdArray desired, long[] shape) => ComparedPart.Of(Broadcast(actual, shape), Broadcast(desired, shape));

    private static NdArray Broadcast(NdArray array, long[] shape) => array.Shape.SequenceEqual(shape) ? array : array.BroadcastTo(shape);
}
