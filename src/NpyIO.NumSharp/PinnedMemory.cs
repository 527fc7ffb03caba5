using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO;

/// <summary>An array's memory, pinned until <see cref="Unpin"/>.</summary>
internal sealed unsafe class PinnedMemory
{
    private readonly ArrayMemory _memory;
    private MemoryHandle _handle;

    private PinnedMemory(ArrayMemory memory, MemoryHandle handle)
    {
        _memory = memory;
        _handle = handle;
    }

    /// <summary>The first byte; valid until <see cref="Unpin"/>.</summary>
    internal byte* Address => (byte*)_handle.Pointer;

    /// <summary>Pins a memory, or returns false if its kind cannot be pinned.</summary>
    internal static bool TryPin(ArrayMemory memory, [NotNullWhen(true)] out PinnedMemory? pinned)
    {
        pinned = memory switch
        {
            { Array: { } array } => Pin(memory, array),
            BufferMemory buffer => new PinnedMemory(memory, buffer.Bytes.Pin()),
            NumSharpMemory native => new PinnedMemory(memory, new MemoryHandle(native.Address)),
            _ => null,
        };
        return pinned is not null;
    }

    internal void Unpin()
    {
        _handle.Dispose();
        GC.KeepAlive(_memory);
    }

    private static PinnedMemory Pin(ArrayMemory memory, Array array)
    {
        // AddrOfPinnedObject does not support every element type; the first element does not move while the handle lives.
        var handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        fixed (byte* address = &MemoryMarshal.GetArrayDataReference(array))
        {
            return new PinnedMemory(memory, new MemoryHandle(address, handle));
        }
    }
}
