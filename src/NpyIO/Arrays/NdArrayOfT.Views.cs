using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

// Other arrays over the same elements.
public sealed partial class NdArray<T>
{
    /// <summary>The part of the array at an index of its leading axes, as a view: a row of a matrix, or with a full index a 0-d array.</summary>
    /// <param name="index">At most one number per axis.</param>
    /// <exception cref="ArgumentException">The index has more numbers than the array has axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    public NdArray<T> At(params ReadOnlySpan<long> index) => new(_dtype, _memory, _layout.At(index));

    /// <summary>The same elements, in C order, in another shape: a view where strides can say it, otherwise (as in NumPy) a copy.</summary>
    /// <param name="shape">The length of every axis, in elements. One may be −1: what the others leave.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements, or more than one −1.</exception>
    [OverloadResolutionPriority(1)]
    public NdArray<T> Reshape(params ReadOnlySpan<long> shape)
    {
        long[] resolved = _layout.ResolveShape(shape);
        return _layout.TryReshape(resolved, out ArrayLayout? layout) ? new NdArray<T>(_dtype, _memory, layout) : Copy().Reshape(resolved);
    }

    /// <inheritdoc cref="Reshape(ReadOnlySpan{long})"/>
    public NdArray<T> Reshape(ReadOnlySpan<int> shape) => Reshape(ShapeArgument.Widen(shape));

    /// <summary>The axes in another order, as a view: <c>ndarray.transpose</c>.</summary>
    /// <param name="axes">Which old axis stands at each place, negative ones counted from the last; none to reverse them all.</param>
    /// <exception cref="ArgumentException">The axes are not each axis once.</exception>
    public NdArray<T> Transpose(params ReadOnlySpan<int> axes) => new(_dtype, _memory, _layout.Transpose(axes));

    /// <summary>
    /// The array without its CLR type. It shares the elements; only those of a type that has no dtype's bytes (text, dates with their unit) are written into memory of their own,
    /// in the dtype they were read from, made wider where texts have become longer; a null text is written as "".
    /// </summary>
    /// <exception cref="ArgumentException">A value does not fit the dtype: another unit, a character beyond Latin-1.</exception>
    public NdArray ToNdArray() => IsHeld ? WriteValues() : new NdArray(_dtype, _memory, _layout);

    /// <summary>The same as <see cref="ToNdArray"/>, so that arrays of every type can stand side by side: <c>Npz.Save("all.npz", ("x", x), ("y", y))</c>.</summary>
    /// <param name="array">The array.</param>
    public static implicit operator NdArray(NdArray<T> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.ToNdArray();
    }
}
