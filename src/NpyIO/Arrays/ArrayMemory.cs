using System.Buffers;
using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>
/// The bytes of an array: garbage-collected memory, a caller's buffer or a mapped file. Can be longer than a span, so access is by reference.
/// </summary>
internal abstract partial class ArrayMemory
{
    /// <summary>
    /// The first byte. A reference into unmanaged memory does not keep this object alive: callers must end with <see cref="GC.KeepAlive"/>. Must not be written if <see cref="IsReadOnly"/>.
    /// </summary>
    internal abstract ref byte Origin { get; }

    /// <summary>The length, in bytes.</summary>
    internal abstract long Length { get; }

    internal abstract bool IsReadOnly { get; }

    /// <summary>The managed array whose elements are exactly these bytes, or null for other memory.</summary>
    internal virtual Array? Array => null;

    /// <summary>The object that identifies the memory.</summary>
    internal virtual object Owner => (object?)Array ?? this;

    /// <summary>Keeps the memory in place until the result is disposed of. The base implementation is for memory that never moves.</summary>
    internal virtual unsafe MemoryHandle Pin() => new(Unsafe.AsPointer(ref Origin));

    /// <summary>Returns the byte at an offset. The caller has checked the offset; one past the end is allowed for comparisons.</summary>
    internal ref byte At(long offset) => ref Unsafe.AddByteOffset(ref Origin, (nint)offset);

    /// <summary>Advises the system to use huge pages and returns this memory.</summary>
    internal ArrayMemory WithHugePages()
    {
        MemoryAdvice.UseHugePages(ref Origin, Length);
        return this;
    }

    /// <summary>Gives the pages of managed memory without references back to the system before the garbage collector frees it. Nobody may use it any more.</summary>
    internal void ReleasePages() => MemoryAdvice.Release(ref Origin, Length);
}
