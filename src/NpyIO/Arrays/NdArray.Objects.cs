using NpyIO.Arrays;

namespace NpyIO;

// Arrays of Python objects.
public sealed partial class NdArray
{
    /// <summary>
    /// Copies the values of a CLR array of any rank to an array of Python objects, <c>np.array(…, dtype=object)</c>, or, for a <c>StringDType</c>, of variable-width strings.
    /// </summary>
    /// <remarks>Saving the array accepts what <c>Pickle.Save</c> accepts: text, numbers, lists, dictionaries, arrays, … The objects themselves are not copied.</remarks>
    /// <param name="array">The values; null becomes None.</param>
    /// <param name="dtype"><see cref="DType.Object"/> (the default) or <see cref="DType.StringDType(bool)"/>.</param>
    /// <exception cref="ArgumentException">The dtype is another one, or a value is not text that the dtype can hold.</exception>
    public static NdArray FromObjects(Array array, DType? dtype = null)
    {
        long[] shape = ShapeOf(array);
        dtype ??= DType.Object;
        if (!dtype.IsReference)
            ArrayThrow.NotOfReferences(dtype);
        return ObjectElements.Of(array, shape, dtype);
    }

    /// <summary>Returns a 0-d array that holds one Python object, as <c>np.save</c> does with a dictionary: <c>np.array(item, dtype=object)</c>. <see cref="GetItem"/> returns it.</summary>
    /// <param name="item">The object; null becomes None.</param>
    public static NdArray FromItem(object? item) => ObjectElements.Of([item], [], DType.Object);
}
