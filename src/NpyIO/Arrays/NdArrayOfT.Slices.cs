using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO;

// Parts of the array, to read and to write.
public sealed partial class NdArray<T>
{
    /// <summary>
    /// Gets a part of the array as a view, or assigns to it as <see cref="CopyFrom"/> does: NumPy's basic indexing, <c>array[1..3, ^1]</c>. Nothing is copied when getting.
    /// A collection can be assigned: <c>array[0, ..] = [1, 2, 3]</c>. An index of numbers alone is that of an element.
    /// </summary>
    /// <inheritdoc cref="NdArray.this[ReadOnlySpan{Slice}]"/>
    public NdArray<T> this[params ReadOnlySpan<Slice> index]
    {
        get => View(_layout.Index(index));
        set => this[index].CopyFrom(value);
    }

    /// <summary>Copies the elements of another array to this one, as <c>np.copyto</c>. The other array is broadcast to this array's shape: its axes of length 1, and those it lacks, are repeated.</summary>
    /// <param name="source">The elements. May overlap this array.</param>
    /// <exception cref="ArgumentException">The shape cannot be broadcast.</exception>
    /// <exception cref="InvalidOperationException">This array is read-only.</exception>
    public void CopyFrom(NdArray<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_isReadOnly)
            ArrayThrow.ReadOnly();

        if (ElementType.IsStructOver<T>(_dtype) || default(T) is INpyRecord && !IsHeld)
        {
            CopyStructs(source);
            return;
        }

        if (!IsHeld)
        {
            ElementAssignment.Assign(new NdArray(_dtype, _memory, _layout), source.ToNdArray(), Casting.Equivalent);
            return;
        }

        if (ReferenceEquals(source._memory.Owner, _memory.Owner))
            source = source.Copy();
        var from = new PlaceEnumerator(source._layout.WithoutLeadingAxes(_rank).BroadcastTo(Shape));
        var to = new PlaceEnumerator(_layout);
        while (to.MoveNext() && from.MoveNext())
            Write(to.Current, source.Read(from.Current));
    }

    /// <summary>Sets all elements to one value: <c>ndarray.fill</c>.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The array is read-only.</exception>
    public void Fill(T value)
    {
        if (_isReadOnly)
            ArrayThrow.ReadOnly();

        if (_isSpan)
        {
            AsSpan().Fill(value);
            return;
        }

        if (Count == 0)
            return;
        // The first element, then all of them from it.
        var places = new PlaceEnumerator(_layout);
        places.MoveNext();
        Write(places.Current, value);
        CopyFrom(View(new ArrayLayout([], [], places.Current, _layout.ItemSize)).Copy());
    }

    /// <summary>Returns the elements of one row in place: those along the last axis.</summary>
    /// <param name="index">One number per axis but the last.</param>
    /// <exception cref="ArgumentException">The index does not have one number per axis but the last.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    /// <exception cref="InvalidOperationException">The elements of a row are not contiguous or byte-swapped. The message says what to call.</exception>
    public ReadOnlySpan<T> GetRowSpan(params ReadOnlySpan<long> index)
    {
        if (index.Length != _rank - 1)
            ArrayThrow.RowIndexRank(index, Shape);

        long length = Shape[^1];
        long offset = _layout.OffsetOfLeading(index);
        if (_isSwapped || (length > 1 && Strides[^1] != Unsafe.SizeOf<T>()) || length > int.MaxValue)
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: false));
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref At(offset)), (int)length);
    }

    /// <summary>The dtypes need not be the same: only the bytes of T count.</summary>
    private void CopyStructs(NdArray<T> source)
    {
        ArrayLayout broadcast = source._layout.WithoutLeadingAxes(_rank).BroadcastTo(Shape);
        if (ReferenceEquals(source._memory.Owner, _memory.Owner))
        {
            source = source.Copy();
            broadcast = source._layout.WithoutLeadingAxes(_rank).BroadcastTo(Shape);
        }

        StridedCopy.Copy(ref source._memory.At(broadcast.Offset), broadcast.Strides, ref _memory.At(_offset), Strides, Shape, Unsafe.SizeOf<T>());
        GC.KeepAlive(source);
        GC.KeepAlive(this);
    }
}
