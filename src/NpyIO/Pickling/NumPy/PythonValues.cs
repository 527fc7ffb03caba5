using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>The Python values of elements, <c>ndarray.item()</c>: what NumPy pickles in place of an array's bytes where records hold objects.</summary>
internal static class PythonValues
{
    /// <summary>All elements of an array whose dtype has objects in it, in C order.</summary>
    internal static IEnumerable<object?> Of(NdArray array)
    {
        var places = new PlaceEnumerator(array.Layout);
        while (places.MoveNext())
            yield return At(array, places.Current);
    }

    /// <summary>The element at a place in the array's memory: of a record a tuple, of a sub-array an array.</summary>
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

            // Counts, which NumPy takes in every unit but the generic one; that knows NaT alone.
            Datetime64 moment => moment.IsNaT ? null : moment.Value,
            Timedelta64 span => span.IsNaT ? null : span.Value,
            object value => value,
            null => null,
        };
    }
}
