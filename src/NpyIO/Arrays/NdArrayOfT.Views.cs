using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

// Views: other arrays over the same elements.
public sealed partial class NdArray<T>
{
    /// <summary>Returns the part of the array at an index of the leading axes as a view: a row of a matrix, or a 0-d array for a full index.</summary>
    /// <param name="index">At most one number per axis.</param>
    /// <exception cref="ArgumentException">The index has more numbers than the array has axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    public NdArray<T> At(params ReadOnlySpan<long> index) => new(_dtype, _memory, _layout.At(index));

    /// <summary>Returns the same elements, in C order, in another shape: a view if strides can express it, otherwise (as in NumPy) a copy.</summary>
    /// <param name="shape">The length of every axis, in elements. One may be −1 and is then computed from the others.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements, or more than one −1.</exception>
    [OverloadResolutionPriority(1)]
    public NdArray<T> Reshape(params ReadOnlySpan<long> shape)
    {
        long[] resolved = _layout.ResolveShape(shape);
        return _layout.TryReshape(resolved, out ArrayLayout? layout) ? new NdArray<T>(_dtype, _memory, layout) : Copy().Reshape(resolved);
    }

    /// <inheritdoc cref="Reshape(ReadOnlySpan{long})"/>
    public NdArray<T> Reshape(ReadOnlySpan<int> shape) => Reshape(ShapeArgument.Widen(shape));

    /// <summary>Permutes the axes, as a view: <c>ndarray.transpose</c>.</summary>
    /// <param name="axes">The old axis for each new position; negative axes count from the last. Without axes, all are reversed.</param>
    /// <exception cref="ArgumentException">The axes are not a permutation.</exception>
    public NdArray<T> Transpose(params ReadOnlySpan<int> axes) => new(_dtype, _memory, _layout.Transpose(axes));

    /// <summary>
    /// Returns the array without its CLR type. The elements are shared, except for a type without a dtype's bytes (text, dates with their unit): those are copied to new memory
    /// in the dtype they were read from, widened if texts have become longer; a null text becomes "".
    /// </summary>
    /// <exception cref="ArgumentException">A value does not fit the dtype: it has another unit, or a character that is not Latin-1.</exception>
    public NdArray ToNdArray() => IsHeld ? WriteValues() : new NdArray(_dtype, _memory, _layout);

    /// <summary>The same as <see cref="ToNdArray"/>, so that arrays of different types can be mixed: <c>Npz.Save("all.npz", ("x", x), ("y", y))</c>.</summary>
    /// <param name="array">The array.</param>
    public static implicit operator NdArray(NdArray<T> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.ToNdArray();
    }
}
