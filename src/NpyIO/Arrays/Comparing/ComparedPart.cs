namespace NpyIO.Arrays.Comparing;

/// <summary>Elements to be compared: two arrays of one shape, and for each element its number in C order in the arrays that they are a part of.</summary>
/// <param name="Actual">The actual elements.</param>
/// <param name="Desired">The desired elements.</param>
/// <param name="Places">The numbers of the elements, as offsets.</param>
internal readonly record struct ComparedPart(NdArray Actual, NdArray Desired, ArrayLayout Places)
{
    internal long Count => Places.Count;

    internal static ComparedPart Of(NdArray actual, NdArray desired) => new(actual, desired, ArrayLayout.Contiguous(actual.Shape, 1));

    /// <summary>The number of an element, by its number in this part in C order.</summary>
    internal long PlaceOf(long number)
    {
        long place = Places.Offset;
        for (int axis = Places.Rank - 1; axis >= 0; axis--)
        {
            (number, long position) = Math.DivRem(number, Places.Shape[axis]);
            place += position * Places.Strides[axis];
        }

        return place;
    }

    /// <summary>The two elements of a number in this part.</summary>
    internal (NdArray Actual, NdArray Desired) ElementsOf(long number)
    {
        long[] index = ArrayLayout.IndexOf(number, Places.Shape, Order.C);
        return (Actual.At(index), Desired.At(index));
    }
}
