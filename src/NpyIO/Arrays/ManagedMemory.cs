using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>The elements of a managed array of any type and rank, as bytes.</summary>
internal sealed class ManagedMemory : ArrayMemory
{
    private readonly Array _array;

    /// <summary>Uses the first <paramref name="length"/> bytes of the array's elements, which must have that many.</summary>
    internal ManagedMemory(Array array, long length)
    {
        _array = array;
        Length = length;
    }

    internal override ref byte Origin => ref MemoryMarshal.GetArrayDataReference(_array);

    internal override long Length { get; }

    internal override bool IsReadOnly => false;

    internal override Array Array => _array;

    internal override unsafe MemoryHandle Pin()
    {
        // AddrOfPinnedObject does not support every element type; the first element does not move while the handle lives.
        var handle = GCHandle.Alloc(_array, GCHandleType.Pinned);
        return new MemoryHandle(Unsafe.AsPointer(ref Origin), handle);
    }

    internal static ManagedMemory Of<T>(T[] array) => new(array, array.LongLength * Unsafe.SizeOf<T>());
}

/// <summary>64 bytes: the element type of the single array used if a <c>T[]</c> would be too long.</summary>
[InlineArray(Size)]
internal struct Block64
{
    internal const int Size = 64;

    private byte _first;
}
