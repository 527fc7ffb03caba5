using System.Diagnostics.CodeAnalysis;
using NumSharp;

namespace NpyIO;

/// <summary>
/// Turns NumSharp's <see cref="NDArray"/> into <see cref="NdArray"/> and back. Both then see the same elements; nothing is copied where the layouts agree.
/// </summary>
/// <remarks>
/// <para>NumSharp 0.70 has <c>? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c16</c> in the machine's byte order, shared in both directions, and <see cref="char"/>, which is
/// <c>U1</c> in a .npy file and is always copied. Its <see cref="decimal"/> has no counterpart in NumPy; NumPy's other dtypes have none in NumSharp.</para>
/// <para>The memory lives as long as any of the arrays that share it: disposing the <see cref="NDArray"/> does not take it from the <see cref="NdArray"/>. A span over
/// NumSharp's memory does not keep it alive, however; hold the array as long as its spans are in use.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1708:Identifiers should differ by more than case", Justification = "The two names are the two types' own.")]
public static class NumSharpExtensions
{
    /// <summary>Sees NumSharp's array as an <see cref="NdArray"/>, slices and transposed views included; only <see cref="char"/> elements are copied (as <c>U1</c>).</summary>
    /// <param name="array">The array. Broadcast views and others that NumSharp does not write to become read-only arrays.</param>
    /// <returns>An array over the same memory.</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ObjectDisposedException">The array has been disposed.</exception>
    /// <exception cref="NotSupportedException">The elements are <see cref="decimal"/>, which NumPy does not have, or a lone half of a surrogate pair.</exception>
    public static NdArray ToNdArray(this NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return FromNumSharp.Convert(array);
    }

    /// <summary>Sees NumSharp's array as an <see cref="NdArray{T}"/> of exactly its elements' type.</summary>
    /// <typeparam name="T">The CLR type of the elements; <see cref="string"/> is not, but <see cref="NdArray.To{T}(Casting)"/> converts.</typeparam>
    /// <inheritdoc cref="ToNdArray(NDArray)"/>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public static NdArray<T> ToNdArray<T>(this NDArray array) => array.ToNdArray().As<T>();

    /// <summary>Sees an array as NumSharp's <see cref="NDArray"/>; the elements are copied only where NumSharp could not reach them (strides that are no multiple of the item size).</summary>
    /// <param name="array">The array. Its memory stays pinned until NumSharp's array is disposed or collected. A read-only array becomes one that NumSharp does not write to.</param>
    /// <returns>An array over the same memory (<c>U1</c>: over a copy, as <see cref="char"/>).</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="NotSupportedException">NumSharp has no such dtype; the message names it and says what to do.</exception>
    public static NDArray ToNDArray(this NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return ToNumSharp.Convert(array);
    }

    /// <inheritdoc cref="ToNDArray(NdArray)"/>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    public static NDArray ToNDArray<T>(this NdArray<T> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return ToNumSharp.Convert(array.ToNdArray());
    }
}
