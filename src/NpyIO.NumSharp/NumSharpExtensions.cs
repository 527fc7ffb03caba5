using System.Diagnostics.CodeAnalysis;
using NumSharp;

namespace NpyIO;

/// <summary>
/// Converts NumSharp's <see cref="NDArray"/> to <see cref="NdArray"/> and back. Both share the same elements; nothing is copied if the layouts are compatible.
/// </summary>
/// <remarks>
/// <para>NumSharp 0.70 supports <c>? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c16</c> in native byte order, shared in both directions, and <see cref="char"/>, which is
/// <c>U1</c> in a .npy file and is always copied. Its <see cref="decimal"/> has no counterpart in NumPy; NumPy's other dtypes have none in NumSharp.</para>
/// <para>The memory lives as long as any array that shares it: disposing of the <see cref="NDArray"/> does not invalidate the <see cref="NdArray"/>. A span over
/// NumSharp's memory does not keep it alive, however; keep a reference to the array while you use its spans.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1708:Identifiers should differ by more than case", Justification = "The two names are the two types' own.")]
public static class NumSharpExtensions
{
    /// <summary>Views NumSharp's array as an <see cref="NdArray"/>, including slices and transposed views; only <see cref="char"/> elements are copied (as <c>U1</c>).</summary>
    /// <param name="array">The array. Broadcast views and others that NumSharp cannot write to become read-only arrays.</param>
    /// <returns>An array over the same memory.</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="ObjectDisposedException">The array has been disposed of.</exception>
    /// <exception cref="NotSupportedException">The elements are <see cref="decimal"/>, which NumPy does not support, or contain an unpaired surrogate.</exception>
    public static NdArray ToNdArray(this NDArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return FromNumSharp.Convert(array);
    }

    /// <summary>Views NumSharp's array as an <see cref="NdArray{T}"/> of exactly its element type.</summary>
    /// <typeparam name="T">The CLR type of the elements; not <see cref="string"/>, for which <see cref="NdArray.To{T}(Casting)"/> converts.</typeparam>
    /// <inheritdoc cref="ToNdArray(NDArray)"/>
    /// <exception cref="InvalidCastException">The elements are of another type.</exception>
    public static NdArray<T> ToNdArray<T>(this NDArray array) => array.ToNdArray().As<T>();

    /// <summary>Views an array as NumSharp's <see cref="NDArray"/>; the elements are copied only if NumSharp cannot address them (strides that are not multiples of the item size).</summary>
    /// <param name="array">The array. Its memory stays pinned until NumSharp's array is disposed of or collected. A read-only array becomes one that NumSharp cannot write to.</param>
    /// <returns>An array over the same memory; for <c>U1</c>, over a copy as <see cref="char"/>.</returns>
    /// <exception cref="ArgumentNullException">The array is null.</exception>
    /// <exception cref="NotSupportedException">NumSharp does not support the dtype; the message names it and says what to do.</exception>
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
