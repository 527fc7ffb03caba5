using System.Runtime.CompilerServices;
using NpyIO.Arrays;

namespace NpyIO;

// The elements in place, as memory that can be kept and passed on.
public sealed partial class NdArray<T>
{
    /// <summary>
    /// Returns the elements in place, in C order, for libraries that take a <see cref="Memory{T}"/> and a shape. Shares the elements, and keeps whatever owns them alive.
    /// If they are in a <c>T[]</c>, so is the memory.
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements are not in C order, byte-swapped, too many for an <see cref="int"/>, or read-only. The message says what to call.</exception>
    public Memory<T> AsMemory()
    {
        if (!TryGetMemory(out Memory<T> memory))
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: _isReadOnly, "Memory"));

        return memory;
    }

    /// <summary>Like <see cref="AsMemory"/>, for reading; also works on a read-only array.</summary>
    /// <exception cref="InvalidOperationException">The elements are not in C order, byte-swapped, or too many for an <see cref="int"/>. The message says what to call.</exception>
    public ReadOnlyMemory<T> AsReadOnlyMemory()
    {
        if (!_isSpan)
            ArrayThrow.NoSpan(WhyNoSpan(readOnly: false, "Memory"));

        return MemoryOfElements();
    }

    /// <summary>Like <see cref="AsMemory"/>, but returns false if that would throw.</summary>
    /// <param name="memory">The elements.</param>
    /// <returns>False if they are not in C order, not in native byte order, too many for an <see cref="int"/>, or read-only.</returns>
    public bool TryGetMemory(out Memory<T> memory)
    {
        bool isThere = _isSpan && !_isReadOnly;
        memory = isThere ? MemoryOfElements() : default;
        return isThere;
    }

    private Memory<T> MemoryOfElements()
    {
        // The offset of an array without elements can be anywhere.
        if (Count == 0)
            return Memory<T>.Empty;
        int size = Unsafe.SizeOf<T>();
        return _values is not null && _offset % size == 0
            ? _values.AsMemory((int)(_offset / size), (int)Count)
            : new ElementMemory<T>(_memory, _offset, (int)Count).Memory;
    }
}
