using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>A caller's buffer, such as that of a <see cref="System.Buffers.MemoryManager{T}"/>. A whole writable <c>byte[]</c> becomes <see cref="ManagedMemory"/> instead.</summary>
internal sealed class BufferMemory : ArrayMemory
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly byte[]? _array;
    private readonly int _start;

    private BufferMemory(ReadOnlyMemory<byte> memory, bool isReadOnly)
    {
        _memory = memory;
        IsReadOnly = isReadOnly;
        if (MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment))
        {
            _array = segment.Array;
            _start = segment.Offset;
        }
    }

    internal override ref byte Origin => ref _array is null
        ? ref MemoryMarshal.GetReference(_memory.Span)
        : ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);

    internal override long Length => _memory.Length;

    internal override bool IsReadOnly { get; }

    internal override MemoryHandle Pin() => _memory.Pin();

    internal static ArrayMemory Of(Memory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment) && segment.Array is { } array && segment.Count == array.Length
            ? ManagedMemory.Of(array)
            : new BufferMemory(memory, isReadOnly: false);

    internal static ArrayMemory Of(ReadOnlyMemory<byte> memory) => new BufferMemory(memory, isReadOnly: true);
}
