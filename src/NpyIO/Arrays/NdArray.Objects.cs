using NpyIO.Arrays;

namespace NpyIO;

// Arrays of Python objects.
public sealed partial class NdArray
{
    /// <summary>
    /// An array of Python objects, of the values of a CLR array of any rank, in memory of its own: <c>np.array(…, dtype=object)</c>. Or, by the dtype, one of texts of any length.
    /// </summary>
    /// <remarks>What can be saved of them is what <c>Pickle.Save</c> takes: text, numbers, lists, dictionaries, arrays, … The values themselves are not copied.</remarks>
    /// <param name="array">The values; null is None.</param>
    /// <param name="dtype"><see cref="DType.Object"/>, which null stands for, or <see cref="DType.StringDType(bool)"/>.</param>
    /// <exception cref="ArgumentException">The dtype is another, or a value is no text of it.</exception>
    public static NdArray FromObjects(Array array, DType? dtype = null)
    {
        long[] shape = ShapeOf(array);
        dtype ??= DType.Object;
        if (!dtype.IsReference)
            ArrayThrow.NotOfReferences(dtype);
        return ObjectElements.Of(array, shape, dtype);
    }

    /// <summary>A 0-d array that holds one Python object, as <c>np.save</c> makes of a dictionary: <c>np.array(item, dtype=object)</c>. <see cref="GetItem"/> gives it back.</summary>
    /// <param name="item">The object; null is None.</param>
    public static NdArray FromItem(object? item) => ObjectElements.Of([item], [], DType.Object);
}
