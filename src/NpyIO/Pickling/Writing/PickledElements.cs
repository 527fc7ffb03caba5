using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>The elements of arrays that are or hold Python objects, as NumPy lists them in the state of such an array: objects themselves, records as tuples.</summary>
internal static class PickledElements
{
    /// <summary>All elements, in C order.</summary>
    internal static IEnumerable<object?> Of(NdArray array)
    {
        var places = new PlaceEnumerator(array.Layout);
        while (places.MoveNext())
            yield return ElementAt(array, places.Current);
    }

    private static object? ElementAt(NdArray array, long offset)
    {
        if (array.DType is { Kind: DTypeKind.VariableString } strings)
            return ObjectElements.Read(array.Memory, offset, strings) ?? strings.NaObject;
        return array.DType.IsReference
            ? ObjectElements.Read(array.Memory, offset, array.DType)
            : ValueOf(new NdArray(array.DType, array.Memory, new ArrayLayout([], [], offset, array.DType.ItemSize)));
    }

    /// <summary>A record as a tuple, anything else in one as NumPy's scalar, so that unit and precision stay.</summary>
    private static object? ValueOf(NdArray element)
    {
        if (element.Rank > 0)
            return element.DType.HasObject ? element.Copy() : element;
        if (element.DType.IsStruct)
            return new PickleTuple([.. element.DType.Fields.Select(field => ValueOf(element[field.Name]))]);
        if (element.DType.IsReference)
            return element.GetValue();
        return element.DType.Kind switch
        {
            DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void => element.GetValue(),
            DTypeKind.Float when element.DType.ItemSize <= sizeof(double) => element.GetValue(),
            _ => new NdArray(element.DType, element.Memory, element.Layout) { Class = ArrayClass.Scalar },
        };
    }
}
