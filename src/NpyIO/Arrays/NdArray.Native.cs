using System.Buffers;
using NpyIO.Arrays;

namespace NpyIO;

// Memory shared with native code and with other libraries.
public sealed partial class NdArray
{
    /// <summary>
    /// The object that owns the elements: NumPy's <c>base</c>. Views of one array have the same one. It is the CLR array, the owner given to <see cref="FromPointer"/>, or an object that
    /// only serves to be compared. <see cref="SharesMemory"/> compares the memory of two arrays.
    /// </summary>
    public object Base => _memory.Owner;

    /// <summary>Returns memory that somebody else owns, such as native memory, as an array of any length; nothing is copied.</summary>
    /// <remarks>Spans over the array do not keep the owner alive; keep a reference to the array while spans are in use.</remarks>
    /// <param name="dtype">The type of the elements. A sub-array dtype appends its axes to the shape.</param>
    /// <param name="shape">The length of every axis, in elements; empty for a single element (0-d).</param>
    /// <param name="start">The first byte of the memory.</param>
    /// <param name="length">The length of the memory, in bytes.</param>
    /// <param name="owner">An object that the array and all its views keep alive, and that frees the memory when it is collected. If null, the caller keeps the memory valid.</param>
    /// <param name="offset">The offset of the element at index 0 of every axis, in bytes.</param>
    /// <param name="strides">The distance between neighbours along every axis, in bytes; can be zero or negative. Empty for contiguous elements in C order.</param>
    /// <exception cref="ArgumentException">An element is outside the memory, the shape is not valid, or the dtype holds Python objects.</exception>
    /// <exception cref="ArgumentNullException">The dtype is null, or the start is although the length is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static unsafe NdArray FromPointer(
        DType dtype,
        ReadOnlySpan<long> shape,
        void* start,
        long length,
        object? owner = null,
        long offset = 0,
        ReadOnlySpan<long> strides = default) => AtPointer(dtype, shape, start, length, owner, offset, strides, isReadOnly: false);

    /// <summary>Returns memory that somebody else owns as a read-only array of any length; nothing is copied.</summary>
    /// <inheritdoc cref="FromPointer"/>
    public static unsafe NdArray FromReadOnlyPointer(
        DType dtype,
        ReadOnlySpan<long> shape,
        void* start,
        long length,
        object? owner = null,
        long offset = 0,
        ReadOnlySpan<long> strides = default) => AtPointer(dtype, shape, start, length, owner, offset, strides, isReadOnly: true);

    /// <summary>
    /// Pins the elements for native code. <see cref="MemoryHandle.Pointer"/> is the element at index 0 of every axis; the others are at <see cref="Strides"/> from it, so that some
    /// are before it if a stride is negative.
    /// </summary>
    /// <remarks>Dispose of the handle to unpin; until then the memory stays in place and alive, unless it is mapped and the mapping is disposed of. Native code must not write to it if <see cref="IsReadOnly"/>.</remarks>
    /// <exception cref="InvalidOperationException">The dtype holds Python objects, which have no bytes.</exception>
    /// <exception cref="ObjectDisposedException">The array is mapped and its mapping has been disposed.</exception>
    public unsafe MemoryHandle Pin()
    {
        if (_dtype.HasObject)
            ArrayThrow.PythonObject(_dtype);
        var pinned = new PinnedMemory(_memory);
        return new MemoryHandle(pinned.Start + _layout.Offset, pinnable: pinned);
    }

    /// <summary>Returns whether the bytes of two arrays overlap: <c>np.may_share_memory</c>.</summary>
    /// <remarks>Compares only the ranges from the lowest to the highest element, as NumPy does: two views of every other element share memory.</remarks>
    /// <param name="other">The other array, of any dtype and shape.</param>
    /// <exception cref="ArgumentNullException">The other array is null.</exception>
    /// <exception cref="ObjectDisposedException">An array is mapped and its mapping has been disposed.</exception>
    public unsafe bool SharesMemory(NdArray other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_dtype.HasObject || other._dtype.HasObject)
            return ReferenceEquals(_memory, other._memory) && Count > 0 && other.Count > 0 && Overlap(null, null);
        using MemoryHandle mine = Pin();
        using MemoryHandle others = other.Pin();
        return Count > 0 && other.Count > 0 && Overlap((byte*)mine.Pointer - _layout.Offset, (byte*)others.Pointer - other._layout.Offset);

        bool Overlap(byte* start, byte* otherStart)
        {
            (long first, long end) = _layout.Extent();
            (long otherFirst, long otherEnd) = other._layout.Extent();
            return start + first < otherStart + otherEnd && otherStart + otherFirst < start + end;
        }
    }

    private static unsafe NdArray AtPointer(
        DType dtype,
        ReadOnlySpan<long> shape,
        void* start,
        long length,
        object? owner,
        long offset,
        ReadOnlySpan<long> strides,
        bool isReadOnly)
    {
        ForBuffer(dtype);
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length), $"The memory has {length} bytes.");
        if (length > 0)
            ArgumentNullException.ThrowIfNull(start);
        return new NdArray(dtype, new PointerMemory(start, length, owner, isReadOnly), ArrayLayout.ForBuffer(shape, strides, offset, dtype.ItemSize, Order.C, length));
    }

    /// <summary>Keeps an array's memory in place and alive until it is unpinned.</summary>
    private sealed unsafe class PinnedMemory : IPinnable
    {
        private ArrayMemory? _memory;
        private MemoryHandle _handle;

        internal PinnedMemory(ArrayMemory memory)
        {
            _memory = memory;
            _handle = memory.Pin();
        }

        internal byte* Start => (byte*)_handle.Pointer;

        public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException();

        public void Unpin()
        {
            // Handles are structs: a copy may be disposed of as well.
            if (Interlocked.Exchange(ref _memory, null) is { } memory)
            {
                _handle.Dispose();
                GC.KeepAlive(memory);
            }
        }
    }
}
