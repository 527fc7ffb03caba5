using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using NpyIO.Arrays;

namespace NpyIO;

/// <summary>
/// An n-dimensional array of one CLR type: NumPy's <c>ndarray</c> of one dtype.
/// </summary>
/// <remarks>
/// If T has the bytes of a dtype (numbers, bool, complex numbers), the array uses the stored bytes, in either byte order; the indexer converts each value to native order.
/// For any other type (<see cref="string"/>, <see cref="Datetime64"/>, …) it holds the values that were read. Dtype and shape never change; concurrent reads are safe.
/// </remarks>
/// <typeparam name="T">The type of the elements.</typeparam>
[CollectionBuilder(typeof(NdArray), nameof(NdArray.Create))]
[JsonConverter(typeof(NdArrayJsonConverter))]
public sealed partial class NdArray<T> : IUntypedArray, IEnumerable<T>, IEquatable<NdArray<T>>
{
    private readonly DType _dtype;
    private readonly ArrayMemory _memory;
    private readonly ArrayLayout _layout;

    // What the indexers need, kept at hand: the values if the memory is a T[], the layout of the first three axes, and whether bytes are swapped.
    private readonly T[]? _values;
    private readonly long _offset;
    private readonly long _length0;
    private readonly long _stride0;
    private readonly long _length1;
    private readonly long _stride1;
    private readonly long _length2;
    private readonly long _stride2;
    private readonly int _rank;
    private readonly bool _isSwapped;
    private readonly bool _isReadOnly;
    private readonly bool _isSpan;

    /// <summary>The memory holds the dtype's bytes if T has them or is a struct seen in them, else values of T.</summary>
    internal NdArray(DType dtype, ArrayMemory memory, ArrayLayout layout)
    {
        _dtype = dtype;
        _memory = memory;
        _layout = layout;
        _values = memory.Array?.GetType() == typeof(T[]) ? Unsafe.As<T[]>(memory.Array) : null;
        _offset = layout.Offset;
        _rank = layout.Rank;
        _length0 = _rank > 0 ? layout.Shape[0] : 0;
        _stride0 = _rank > 0 ? layout.Strides[0] : 0;
        _length1 = _rank > 1 ? layout.Shape[1] : 0;
        _stride1 = _rank > 1 ? layout.Strides[1] : 0;
        _length2 = _rank > 2 ? layout.Shape[2] : 0;
        _stride2 = _rank > 2 ? layout.Strides[2] : 0;
        _isSwapped = ElementType<T>.Plain is not null && !dtype.IsNative && default(T) is not INpyRecord;
        _isReadOnly = memory.IsReadOnly || layout.IsReadOnly;
        _isSpan = layout.IsCContiguous && !_isSwapped && layout.Count <= int.MaxValue;
    }

    /// <summary>
    /// The type of the elements or, if T does not have a dtype's bytes, the dtype they were read from. For a struct seen by <see cref="View{TOther}"/>, the dtype that it was seen in: a sub-array
    /// if it took the place of the last axis.
    /// </summary>
    public DType DType => _dtype;

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => _layout.Shape;

    /// <summary>The distance between neighbours along every axis, in bytes of memory; can be zero or negative.</summary>
    public ReadOnlySpan<long> Strides => _layout.Strides;

    /// <summary>The number of axes: NumPy's <c>ndim</c>.</summary>
    public int Rank => _rank;

    /// <summary>The number of elements: NumPy's <c>size</c>.</summary>
    public long Count => _layout.Count;

    /// <summary>Whether the elements are contiguous with the last axis varying fastest. Axes of length 0 and 1 do not matter.</summary>
    public bool IsCContiguous => _layout.IsCContiguous;

    /// <summary>Whether the elements are contiguous with the first axis varying fastest.</summary>
    public bool IsFortranContiguous => _layout.IsFortranContiguous;

    /// <summary>Whether the elements are read-only: those of a read-only buffer or mapping, and of <see cref="BroadcastTo(ReadOnlySpan{long})"/>.</summary>
    public bool IsReadOnly => _isReadOnly;

    internal ArrayMemory Memory => _memory;

    internal ArrayLayout Layout => _layout;

    bool IUntypedArray.HoldsObjects => IsHeld && !typeof(T).IsValueType && typeof(T) != typeof(string);

    /// <summary>Whether the memory holds values of T rather than the dtype's bytes.</summary>
    internal bool IsHeld => !ElementType.Matches<T>(_dtype) && !ElementType.IsStructOver<T>(_dtype);

    /// <summary>The same as <see cref="NdArray.FromArray{T}(T[])"/>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/remarks|/param|/exception"/>
    public static implicit operator NdArray<T>(T[] array) => NdArray.FromArray(array);

    /// <summary>The same as <see cref="NdArray.FromArray{T}(T[,])"/>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/remarks|/param|/exception"/>
    [SuppressMessage("Performance", "CA1814", Justification = "The caller's array.")]
    public static implicit operator NdArray<T>(T[,] array) => NdArray.FromArray(array);

    /// <summary>The same as <see cref="NdArray.FromArray{T}(T[,,])"/>.</summary>
    /// <inheritdoc cref="NdArray.FromArray{T}(T[])" path="/remarks|/param|/exception"/>
    [SuppressMessage("Performance", "CA1814", Justification = "The caller's array.")]
    public static implicit operator NdArray<T>(T[,,] array) => NdArray.FromArray(array);
}
