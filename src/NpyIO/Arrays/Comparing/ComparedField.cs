namespace NpyIO.Arrays.Comparing;

/// <summary>A field of two records, and its comparer.</summary>
/// <param name="Actual">The field in the actual records.</param>
/// <param name="Desired">The field in the desired records.</param>
/// <param name="Comparer">Compares the field's values.</param>
internal sealed record ComparedField(Field Actual, Field Desired, ElementComparer Comparer)
{
    /// <summary>The axes that a sub-array appends to those of the records.</summary>
    internal long[] SubShape { get; } = [.. ShapeOf(Actual.DType)];

    internal bool HasNoBytes => Actual.DType.ItemSize == 0 && Desired.DType.ItemSize == 0;

    /// <summary>The field's values in some records. Those of a sub-array are numbered in C order in the whole field.</summary>
    internal ComparedPart Of(in ComparedPart records)
    {
        NdArray actual = records.Actual[Actual.Name], desired = records.Desired[Desired.Name];
        if (SubShape.Length == 0)
            return new ComparedPart(actual, desired, records.Places);
        long each = ArrayLayout.CountOf(SubShape, 0);
        long[] strides = [.. records.Places.Strides.ToArray().Select(stride => stride * each), .. ArrayLayout.ContiguousStrides(SubShape, 1, Order.C)];
        return new ComparedPart(actual, desired, new ArrayLayout([.. records.Places.Shape, .. SubShape], strides, records.Places.Offset * each, 1));
    }

    internal static IEnumerable<long> ShapeOf(DType dtype)
    {
        for (; dtype.Base is { } inner; dtype = inner)
        {
            foreach (long length in dtype.Shape.ToArray())
                yield return length;
        }
    }

    internal static DType ElementOf(DType dtype)
    {
        while (dtype.Base is { } inner)
            dtype = inner;
        return dtype;
    }
}
