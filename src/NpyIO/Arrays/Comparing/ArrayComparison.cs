using NpyIO.Arrays.Printing;

namespace NpyIO.Arrays.Comparing;

/// <summary>The comparison of two arrays: first their shapes and dtypes, then their elements.</summary>
internal static class ArrayComparison
{
    internal static ArrayDifference Compare(NdArray actual, NdArray desired, CompareOptions options)
    {
        var sides = new ComparedSides(actual.DType, actual.Shape.ToArray(), desired.DType, desired.Shape.ToArray());
        return Compare(sides, options, comparer => PartWalk.Run(PartOf(actual, desired, sides.Shape), comparer), () => ArrayTexts.Of(actual, desired));
    }

    /// <summary><paramref name="run"/> gives all elements to a comparer; it is called once more if the message needs it.</summary>
    internal static ArrayDifference Compare(ComparedSides sides, CompareOptions options, Action<ElementComparer> run, Func<ArrayTexts> texts)
    {
        ElementComparer? comparer = ElementComparers.Create(sides.ActualDType, sides.DesiredDType, new CompareRule(options, CompareGoal.Report));
        if (comparer is null || sides.Differences(options, comparer) != DifferenceKinds.None)
            return ArrayDifference.OfRefused(sides, sides.Differences(options, comparer), DifferenceText.OfRefused(sides, options, texts()));
        run(comparer);
        if (comparer.Findings.Kinds == DifferenceKinds.None && comparer.Findings.Mismatches == 0)
            return ArrayDifference.Of(sides, comparer, "");
        ArrayTexts written = DifferenceText.OnlyNamesInfinities(comparer) && sides.HaveAxes ? TextsOfInfinities(comparer, run) : texts();
        return ArrayDifference.Of(sides, comparer, DifferenceText.Of(comparer, sides, options, written));
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

    private static ArrayTexts TextsOfInfinities(ElementComparer comparer, Action<ElementComparer> run)
    {
        var collector = new InfinityCollector(comparer.Rule, comparer.Infinities!);
        run(collector);
        (PrintedArray actual, PrintedArray desired) = collector.Printed(ArrayTexts.Options);
        return new ArrayTexts(actual, desired);
    }

    private static ComparedPart PartOf(NdArray actual, NdArray desired, long[] shape) => ComparedPart.Of(Broadcast(actual, shape), Broadcast(desired, shape));

    private static NdArray Broadcast(NdArray array, long[] shape) => array.Shape.SequenceEqual(shape) ? array : array.BroadcastTo(shape);
}
