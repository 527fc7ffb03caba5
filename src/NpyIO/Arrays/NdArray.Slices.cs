using NpyIO.Arrays;

namespace NpyIO;

// Parts of the array, to read and to write.
public sealed partial class NdArray
{
    /// <summary>
    /// Gets a part of the array as a view, or assigns to it as <see cref="CopyFrom"/> does: NumPy's basic indexing, <c>array[1..3, ^1]</c>. Nothing is copied when getting.
    /// </summary>
    /// <param name="index">
    /// A range keeps its axis, a number removes it; axes that are not mentioned follow. <c>array[.., 0]</c>, <c>array[Slice.Every(10)]</c>, <c>array[Slice.Ellipsis, 3]</c>,
    /// <c>array[Slice.NewAxis, ..]</c>, <c>array[Slice.ParseIndex("::10, ..., 3")]</c>.
    /// </param>
    /// <exception cref="ArgumentException">The index mentions more axes than the array has, or has two ellipses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or a C# range is outside its axis. Python's slices (<see cref="Slice(long?, long?, long)"/>) are clamped.</exception>
    public NdArray this[params ReadOnlySpan<Slice> index]
    {
        get => new(_dtype, _memory, _layout.Index(index));
        set => this[index].CopyFrom(value);
    }

    /// <summary>Copies the elements of another array to this one, as <c>np.copyto</c>. The other array is broadcast to this array's shape: its axes of length 1, and those it lacks, are repeated.</summary>
    /// <param name="source">The elements. May overlap this array.</param>
    /// <param name="casting">Which conversions are allowed if the dtypes differ.</param>
    /// <exception cref="ArgumentException">The shape cannot be broadcast.</exception>
    /// <exception cref="InvalidCastException">The conversion is not allowed or does not exist.</exception>
    /// <exception cref="OverflowException"><paramref name="casting"/> is <see cref="Casting.Checked"/> and a value would be lost. Nothing has been copied then.</exception>
    /// <exception cref="InvalidOperationException">This array is read-only.</exception>
    public void CopyFrom(NdArray source, Casting casting = Casting.Safe)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (IsReadOnly)
            ArrayThrow.ReadOnly();

        ElementAssignment.Assign(this, source, casting);
    }

    /// <summary>Sets all elements to one value: <c>ndarray.fill</c>. T is as in <see cref="Set{T}"/>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value. Text and bytes that are too long are refused, not truncated.</param>
    /// <exception cref="ArgumentException">The value does not fit the elements.</exception>
    /// <exception cref="InvalidCastException">T is not the type of the dtype.</exception>
    /// <exception cref="InvalidOperationException">The array is read-only.</exception>
    public void Fill<T>(T value)
    {
        NdArray one = Create(_dtype);
        one.Set(value);
        CopyFrom(one);
    }
}
