namespace NpyIO;

// Views: other arrays over the same elements.
public sealed partial class NdArray<T>
{
    /// <summary>Returns the part of the array at an index of the leading axes as a view: a row of a matrix, or a 0-d array for a full index.</summary>
    /// <param name="index">At most one number per axis.</param>
    /// <exception cref="ArgumentException">The index has more numbers than the array has axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    public NdArray<T> At(params ReadOnlySpan<long> index) => new(_dtype, _memory, _layout.At(index));

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
