using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Buffers;

/// <summary>The caller's <see cref="Memory{T}"/> as an array's memory.</summary>
internal sealed class MemoryTarget<T>(Memory<T> memory) : ArrayMemory
{
    internal override ref byte Origin => ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(memory.Span));

    internal override long Length => (long)memory.Length * Unsafe.SizeOf<T>();

    internal override bool IsReadOnly => false;
}
