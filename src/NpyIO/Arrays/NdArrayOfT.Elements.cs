using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO;

// Single elements.
public sealed partial class NdArray<T>
{
    /// <summary>Reads or writes one element; the value is native, whatever the stored byte order.</summary>
    /// <param name="index">One number per axis; no numbers for a 0-d array.</param>
    /// <exception cref="ArgumentException">The index does not have one number per axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the index is outside its axis.</exception>
    /// <exception cref="InvalidOperationException">An element is set and the array is read-only.</exception>
    [OverloadResolutionPriority(1)]
    public T this[params ReadOnlySpan<long> index]
    {
        get => Read(_layout.OffsetOf(index));
        set => Write(_layout.OffsetOf(index), value);
    }

    /// <summary>One element of a one-dimensional array.</summary>
    /// <param name="index">The index along the axis.</param>
    /// <inheritdoc cref="this[ReadOnlySpan{long}]"/>
    [OverloadResolutionPriority(1)]
    public T this[long index]
    {
        get => Read(OffsetOf(index));
        set => Write(OffsetOf(index), value);
    }

    /// <summary>One element of a two-dimensional array.</summary>
    /// <param name="row">The index along the first axis.</param>
    /// <param name="column">The index along the second axis.</param>
    /// <inheritdoc cref="this[ReadOnlySpan{long}]"/>
    [OverloadResolutionPriority(1)]
    public T this[long row, long column]
    {
        get => Read(OffsetOf(row, column));
        set => Write(OffsetOf(row, column), value);
    }

    /// <summary>One element of a three-dimensional array.</summary>
    /// <param name="first">The index along the first axis.</param>
    /// <param name="second">The index along the second axis.</param>
    /// <param name="third">The index along the third axis.</param>
    /// <inheritdoc cref="this[ReadOnlySpan{long}]"/>
    [OverloadResolutionPriority(1)]
    public T this[long first, long second, long third]
    {
        get => Read(OffsetOf(first, second, third));
        set => Write(OffsetOf(first, second, third), value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long OffsetOf(long index) =>
        _rank == 1 && (ulong)index < (ulong)_length0 ? _offset + index * _stride0 : _layout.OffsetOf([index]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long OffsetOf(long row, long column) =>
        _rank == 2 && (ulong)row < (ulong)_length0 && (ulong)column < (ulong)_length1
            ? _offset + row * _stride0 + column * _stride1
            : _layout.OffsetOf([row, column]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long OffsetOf(long first, long second, long third) =>
        _rank == 3 && (ulong)first < (ulong)_length0 && (ulong)second < (ulong)_length1 && (ulong)third < (ulong)_length2
            ? _offset + first * _stride0 + second * _stride1 + third * _stride2
            : _layout.OffsetOf([first, second, third]);

    /// <summary>Elements in C order, of a C-contiguous array; the caller has checked the numbers.</summary>
    internal ReadOnlySpan<T> Run(long start, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref At(_offset + start * Unsafe.SizeOf<T>())), count);

    /// <summary>The caller has checked the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte At(long offset)
    {
        ref byte origin = ref _values is { } values ? ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(values)) : ref _memory.Origin;
        return ref Unsafe.AddByteOffset(ref origin, (nint)offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read(long offset)
    {
        T value = RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            ? Unsafe.As<byte, T>(ref At(offset))
            : ElementReader.ReadPlain<T>(ref At(offset), _isSwapped);
        GC.KeepAlive(this);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(long offset, T value)
    {
        if (_isReadOnly)
            ArrayThrow.ReadOnly();

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Unsafe.As<byte, T>(ref At(offset)) = value;
        else
            ElementWriter.WritePlain(value, ref At(offset), _isSwapped);

        GC.KeepAlive(this);
    }
}
