using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>Contiguous elements that are not in a <c>T[]</c>, as memory. Keeps their owner alive.</summary>
internal sealed class ElementMemory<T> : MemoryManager<T>
{
    private readonly ArrayMemory _memory;
    private readonly long _offset;
    private readonly int _count;

    /// <summary>The offset is in bytes, the count in elements; the caller has checked both.</summary>
    internal ElementMemory(ArrayMemory memory, long offset, int count)
    {
        _memory = memory;
        _offset = offset;
        _count = count;
    }

    public override Span<T> GetSpan() => MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref _memory.At(_offset)), _count);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Throw.IfNegative(elementIndex);
        Throw.IfGreater(elementIndex, _count);

        // Pinning an array pins all its memory, so an empty one at the element is enough.
        long offset = _offset + (long)elementIndex * Unsafe.SizeOf<T>();
        return new NdArray(DType.UInt8, _memory, new ArrayLayout([0], [1], offset, 1)).Pin();
    }

    /// <summary>Not called: the handles of <see cref="Pin"/> unpin themselves.</summary>
    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
