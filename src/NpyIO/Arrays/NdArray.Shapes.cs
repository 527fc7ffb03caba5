using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using NpyIO.Arrays;

namespace NpyIO;

// Copies of the elements in the shapes that C# has. T is as in ToArray<T>.
[SuppressMessage("Performance", "CA1814", Justification = "The shape that the caller asks for.")]
public sealed partial class NdArray
{
    /// <summary>Copies the elements of a two-dimensional array: <c>ndarray.tolist</c>. T is as in <see cref="ToArray{T}"/>.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">The array does not have two axes, or more elements than a <c>T[,]</c> can hold. The message says what to call.</exception>
    public T[,] ToArray2D<T>() => Typed<T>().ToArray2D();

    /// <summary>Copies the elements of a three-dimensional array: <c>ndarray.tolist</c>. T is as in <see cref="ToArray{T}"/>.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">The array does not have three axes, or more elements than a <c>T[,,]</c> can hold. The message says what to call.</exception>
    public T[,,] ToArray3D<T>() => Typed<T>().ToArray3D();

    /// <summary>Copies the elements of a four-dimensional array: <c>ndarray.tolist</c>. T is as in <see cref="ToArray{T}"/>.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">The array does not have four axes, or more elements than a <c>T[,,,]</c> can hold. The message says what to call.</exception>
    public T[,,,] ToArray4D<T>() => Typed<T>().ToArray4D();

    /// <summary>Copies the elements of a two-dimensional array to an array of rows: <c>ndarray.tolist</c>. T is as in <see cref="ToArray{T}"/>.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <inheritdoc cref="NdArray{T}.ToJagged" path="/exception"/>
    public T[][] ToJagged<T>() => Typed<T>().ToJagged();

    /// <summary>Copies the elements of a three-dimensional array to an array of planes, each an array of rows: <c>ndarray.tolist</c>. T is as in <see cref="ToArray{T}"/>.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <inheritdoc cref="NdArray{T}.ToJagged3D" path="/exception"/>
    public T[][][] ToJagged3D<T>() => Typed<T>().ToJagged3D();

    /// <summary>Copies the elements to a tensor of the same shape, in C order; a 0-d array gets the shape <c>[1]</c>. T is as in <see cref="ToArray{T}"/>.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">There are more elements than a <c>T[]</c> can hold.</exception>
    public Tensor<T> ToTensor<T>() => Typed<T>().ToTensor();

    /// <summary>A view if T has the dtype's bytes, else the values that were read.</summary>
    private NdArray<T> Typed<T>()
    {
        if (default(T) is INpyRecord && !_dtype.IsReference)
            return RecordType<T>.IsLayoutOf(_dtype) ? As<T>() : RecordArrays.Read<T>(this, Casting.Equivalent, RecordRules.Default);

        if (ElementType.Matches<T>(_dtype))
            return As<T>();

        return ElementReader.CanRead<T>(_dtype) ? NdArray<T>.ReadFrom(this, Casting.Equivalent) : ArrayThrow.CannotView<T>(_dtype);
    }
}
