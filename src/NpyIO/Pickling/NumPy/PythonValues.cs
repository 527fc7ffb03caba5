using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Returns the elements' Python values, <c>ndarray.item()</c>, which NumPy pickles instead of bytes for records with objects.</summary>
internal static class PythonValues
{
    /// <summary>Returns all elements of an array whose dtype contains objects, in C order.</summary>
    internal static IEnumerable<object?> Of(NdArray array)
    {
        var places = new PlaceEnumerator(array.Layout);
        while (places.MoveNext())
            yield return At(array, places.Current);
    }

    /// <summary>Returns the element at an offset in the array's memory, in bytes: a tuple for a record, an array for a sub-array.</summary>
    internal static object? At(NdArray array, long place) => At(array.Memory, place, array.DType);

    private static object? At(ArrayMemory memory, long place, DType dtype)
    {
        if (dtype.IsReference)
            return ObjectElements.Read(memory, place, dtype) ?? dtype.NaObject;
        if (dtype.IsStruct)
            return new PickleTuple([.. dtype.Fields.Select(field => At(memory, place + field.Offset, field.DType))]);
        var item = new NdArray(dtype, memory, ArrayLayout.Contiguous([], dtype.ItemSize, Order.C, place));
        if (dtype.Base is not null)
            return item.Copy();
        return item.GetValue() switch
        {
            sbyte or short or int or byte or ushort or uint => Convert.ToInt64(item.GetValue(), System.Globalization.CultureInfo.InvariantCulture),
            ulong large => large <= long.MaxValue ? (long)large : new System.Numerics.BigInteger(large),
            Half number => (double)number,
            float number => (double)number,
            Complex64 number => new System.Numerics.Complex(number.Real, number.Imaginary),
            LongDouble or ComplexLongDouble => new NdArray(dtype, item.Copy().Memory, ArrayLayout.Contiguous([], dtype.ItemSize)) { Class = PythonArrayClass.Scalar },

            // NumPy accepts counts for every unit but the generic one, which has only NaT.
            Datetime64 moment => moment.IsNaT ? null : moment.Value,
            Timedelta64 span => span.IsNaT ? null : span.Value,
            object value => value,
            null => null,
        };
    }
}
