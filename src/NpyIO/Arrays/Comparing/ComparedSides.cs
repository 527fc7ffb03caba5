namespace NpyIO.Arrays.Comparing;

/// <summary>The dtypes and shapes of two arrays.</summary>
internal sealed record ComparedSides(DType ActualDType, long[] ActualShape, DType DesiredDType, long[] DesiredShape)
{
    /// <summary>The shape in which the elements are compared.</summary>
    internal long[] Shape => ActualShape.Length == 0 ? DesiredShape : ActualShape;

    /// <summary>Whether both arrays have axes.</summary>
    internal bool HaveAxes => ActualShape.Length > 0 && DesiredShape.Length > 0;

    /// <summary>What keeps the elements from being compared; the comparer is null if the dtypes have no common values.</summary>
    internal DifferenceKinds Differences(CompareOptions options, ElementComparer? comparer)
    {
        bool isComparable = comparer is not null && (!options.Strict || ActualDType.Equals(DesiredDType));
        return (Fit(options) ? DifferenceKinds.None : DifferenceKinds.Shape) | (isComparable ? DifferenceKinds.None : DifferenceKinds.DType);
    }

    internal bool Fit(CompareOptions options) => ActualShape.AsSpan().SequenceEqual(DesiredShape) || (!options.Strict && !HaveAxes);
}
